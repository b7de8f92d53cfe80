package io.forkedchild.assertions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens without the libraries that only some matchers need. */
class OptionalLibrariesTest {

    private final String classPath =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @ParameterizedTest
    @CsvSource({
        "json, json(…) needs JsonUnit, net.javacrumbs.json-unit:json-unit-core",
        "schema, schema(…) needs a validator, com.networknt:json-schema-validator"
    })
    void missingLibraryIsNamed(String matcher, String need, String artifact) throws IOException {
        try (var classes = withoutLibraries()) {
            assertThatExceptionOfType(InvocationTargetException.class)
                    .isThrownBy(() -> make(classes, matcher, String.class, "{}"))
                    .havingCause()
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .withMessageStartingWith(need + ", which is not on the class path: add " + artifact);
        }
    }

    @Test
    void otherMatchersNeedNone() throws Exception {
        try (var classes = withoutLibraries()) {
            assertThat(make(classes, "containing", Object.class, java.util.Map.of("a", 1)))
                    .hasToString("containing {\"a\":1}");
            assertThat(make(classes, "as", Class.class, String.class)).hasToString("as String");
        }
    }

    private static Object make(ClassLoader classes, String matcher, Class<?> parameter, Object argument)
            throws ReflectiveOperationException {
        return classes.loadClass(MessageMatcher.class.getName())
                .getMethod(matcher, parameter)
                .invoke(null, argument);
    }

    private URLClassLoader withoutLibraries() {
        var urls = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.contains("json-unit") && !entry.contains("json-schema-validator"))
                .map(OptionalLibrariesTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
