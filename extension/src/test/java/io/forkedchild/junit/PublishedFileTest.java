package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;

/** The file beside a report, with whatever JUnit the tests run. */
class PublishedFileTest {

    @TempDir
    private Path directory;

    @Test
    void textIsHandedToJUnit() {
        assumeThat(Stream.of(ExtensionContext.class.getMethods()).map(method -> method.getName()))
                .contains("publishFile");
        var file = directory.resolve("children.txt");
        var context = context((proxy, method, arguments) -> {
            assertThat(method.getName()).isEqualTo("publishFile");
            assertThat(arguments[0]).isEqualTo("children.txt");
            assertThat(arguments[1]).hasToString("text/plain; charset=UTF-8");
            @SuppressWarnings("unchecked") // says JUnit
            var contents = (ThrowingConsumer<Path>) arguments[2];
            contents.accept(file);
            return null;
        });

        PublishedFile.publish(context, "children.txt", "müde\n");

        assertThat(file).content().isEqualTo("müde\n");
        assertThat(Files.exists(file)).isTrue();
    }

    @Test
    void refusalOfJUnitIsNoFailure() {
        var context = context((proxy, method, arguments) -> {
            throw new IllegalStateException("no place for files");
        });

        assertThatCode(() -> PublishedFile.publish(context, "children.txt", "text"))
                .doesNotThrowAnyException();
    }

    private static ExtensionContext context(InvocationHandler publish) {
        return (ExtensionContext) Proxy.newProxyInstance(
                PublishedFileTest.class.getClassLoader(), new Class<?>[] {ExtensionContext.class}, publish);
    }
}
