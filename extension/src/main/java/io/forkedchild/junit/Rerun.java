package io.forkedchild.junit;

import io.forkedchild.text.ShellCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The command that runs a test again, from the root of its build: known of Maven's Surefire and of Gradle, and of nobody else. Names
 * are complete, since Surefire takes one without a package for all classes that are called so.
 */
final class Rerun implements Supplier<Optional<String>> {

    /**
     * The names of Failsafe's tests. Failsafe cannot be told from Surefire otherwise, and is told the test in another
     * way.
     */
    private static final Pattern INTEGRATION_TEST = Pattern.compile("IT.*|.*IT|.*ITCase");

    private static final Pattern TASK_OF_GRADLE = Pattern.compile(".*/tmp/([\\w.-]+)/work");

    private final Properties properties;
    private final Class<?> testClass;
    private final Optional<String> method;

    Rerun(Properties properties, Class<?> testClass, Optional<String> method) {
        this.properties = properties;
        this.testClass = testClass;
        this.method = method;
    }

    /** The command for a test or a class; a parameterized or repeated test runs again with all its invocations. */
    static Supplier<Optional<String>> of(ExtensionContext context) {
        var method = context.getTestMethod().map(test -> test.getName()).filter(Rerun::isPlain);
        return context.getTestClass()
                .<Supplier<Optional<String>>>map(test -> new Rerun(System.getProperties(), test, method))
                .orElse(Optional::empty);
    }

    /** Other languages have names that mean something to a filter. */
    private static boolean isPlain(String method) {
        return method.chars().allMatch(Character::isJavaIdentifierPart);
    }

    @Override
    public Optional<String> get() {
        if (properties.getProperty("org.gradle.test.worker") != null) {
            return Optional.of(gradle());
        }
        boolean isMaven = properties.getProperty("surefire.real.class.path") != null
                || properties.getProperty("surefire.test.class.path") != null;
        return Optional.ofNullable(properties.getProperty("basedir"))
                .filter(basedir -> isMaven && !isIntegrationTest())
                .map(Path::of)
                .map(this::maven);
    }

    private boolean isIntegrationTest() {
        return INTEGRATION_TEST.matcher(testClass.getSimpleName()).matches()
                || INTEGRATION_TEST
                        .matcher(testClass.getNestHost().getSimpleName())
                        .matches();
    }

    /** Other modules of the build, which this one may need, have no such test. */
    private String maven(Path directory) {
        var place = BuildPlace.ofMaven(directory);
        var words = new ArrayList<>(List.of(place.program("mvn"), "test"));
        place.module().ifPresent(module -> words.addAll(List.of("-pl", module, "-am")));
        words.add("-Dtest=" + test("#"));
        place.module().ifPresent(module -> words.add("-Dsurefire.failIfNoSpecifiedTests=false"));
        return ShellCommand.of(words);
    }

    private String gradle() {
        var place = BuildPlace.ofGradle(Path.of(properties.getProperty("user.dir")));
        var words = new ArrayList<>(List.of(place.program("gradle")));
        place.module().ifPresent(module -> words.addAll(List.of("-p", module)));
        words.addAll(List.of(taskOfGradle(), "--tests", test(".")));
        return ShellCommand.of(words);
    }

    private String taskOfGradle() {
        var directory = TASK_OF_GRADLE.matcher(properties.getProperty("org.gradle.internal.worker.tmpdir", ""));
        return directory.matches() ? directory.group(1) : "test";
    }

    private String test(String separator) {
        return testClass.getName() + method.map(name -> separator + name).orElse("");
    }
}
