package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test classes that were compiled without {@code -parameters}, with and without names of variables. */
class UnnamedParametersTest {

    private static final String SOURCE = """
            import io.forkedchild.ForkedChild;
            import io.forkedchild.junit.*;
            import org.junit.jupiter.api.*;
            import org.junit.jupiter.api.extension.ExtendWith;
            import org.junit.jupiter.params.ParameterizedTest;
            import org.junit.jupiter.params.provider.CsvSource;

            @ExtendWith(ForkedChildExtension.class)
            class Unnamed {
                %s
            }
            """;

    @TempDir
    Path directory;

    private URLClassLoader loader;

    @BeforeEach
    void load() throws IOException {
        loader = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
    }

    @AfterEach
    void unload() throws IOException {
        loader.close();
    }

    @Test
    void childIsCalledLikeItsProgram() throws Exception {
        var test = compiled("""
                @Test
                void test(@Spawn("/bin/true") ForkedChild child, @Fork(value = "a/b.js", execPath = "true") ForkedChild module) {
                    if (!(child.name() + module.name()).equals("trueb")) throw new AssertionError(child + ", " + module);
                }
                """);

        NestedRun.of(test).succeeded(1);
    }

    @Test
    void refusalTellsTheNumberOfTheParameter() throws Exception {
        var test = compiled("@Test void test(@Spawn(\"cat\") ForkedChild cat, ForkedChild child) {}");

        assertThat(NestedRun.of(test).failure())
                .contains("parameter 1 of Unnamed.test: a ForkedChild needs something to launch")
                .contains("@Spawn({\"ls\", \"-l\"}) ForkedChild child");
    }

    @Test
    void namesOfVariablesNameTheChildren() throws Exception {
        var test = compiled("""
                Unnamed(@Spawn("sh") ForkedChild first) {
                    check(first, "first");
                }
                @BeforeAll
                static void before(@Spawn("sh") ForkedChild global) {
                    check(global, "global");
                }
                static void check(ForkedChild child, String name) {
                    if (!child.name().equals(name)) throw new AssertionError(child + ", not " + name);
                }
                void test(String overload) {
                    int zero = 0;
                }
                @ParameterizedTest
                @CsvSource("1, 2.5")
                void test(long number, double half, @Spawn("sh") ForkedChild server, @Spawn("sh") ForkedChild client) {
                    for (int i = 0; i < 2; i++) { String text = "" + i; }
                    check(server, "server");
                    check(client, "client");
                }
                @Nested
                class Inner {
                    Inner(@Spawn("sh") ForkedChild inner) {
                        check(inner, "inner");
                    }
                    @Test
                    void test(@Spawn("sh") ForkedChild nested) {
                        check(nested, "nested");
                    }
                }
                """, "-g");

        NestedRun.of(test).succeeded(2);
    }

    private Class<?> compiled(String members) throws Exception {
        return compiled(members, "-g:none");
    }

    private Class<?> compiled(String members, String debug) throws Exception {
        var source = Files.writeString(directory.resolve("Unnamed.java"), SOURCE.formatted(members));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        debug,
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString());
        assertThat(status).isZero();
        return loader.loadClass("Unnamed");
    }
}
