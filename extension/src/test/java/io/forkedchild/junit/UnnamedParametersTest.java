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

/** Test classes that were compiled without {@code -parameters}. */
class UnnamedParametersTest {

    private static final String SOURCE = """
            import io.forkedchild.ForkedChild;
            import io.forkedchild.junit.*;
            import org.junit.jupiter.api.Test;
            import org.junit.jupiter.api.extension.ExtendWith;

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

    private Class<?> compiled(String members) throws Exception {
        var source = Files.writeString(directory.resolve("Unnamed.java"), SOURCE.formatted(members));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(status).isZero();
        return loader.loadClass("Unnamed");
    }
}
