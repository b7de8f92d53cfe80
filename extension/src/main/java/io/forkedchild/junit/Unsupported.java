package io.forkedchild.junit;

import io.forkedchild.libraries.NeededLibrary;
import io.forkedchild.loop.SharedLoop;
import io.forkedchild.process.UnsupportedPlatformException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What becomes of a test that needs children where none can be launched: the configuration parameter {@value #PARAMETER}. */
enum Unsupported {
    SKIP,
    FAIL;

    static final String PARAMETER = "forkedchild.unsupported";

    private static final int MOST_CAUSES = 50; // causes may go round in a circle

    /** The continuous integration must notice that nothing was tested; a developer with another system must not be stopped. */
    private static final String CI = "CI";

    /** @throws ExtensionConfigurationException if the parameter has another value than the two */
    static Unsupported of(ExtensionContext context) {
        return context.getConfigurationParameter(PARAMETER)
                .map(Unsupported::parse)
                .orElseGet(() -> isCi() ? FAIL : SKIP);
    }

    private static Unsupported parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "skip" -> SKIP;
            case "fail" -> FAIL;
            default ->
                throw new ExtensionConfigurationException(
                        "configuration parameter " + PARAMETER + ": must be skip or fail, was '" + text + "'");
        };
    }

    private static boolean isCi() {
        var value = Optional.ofNullable(System.getenv(CI)).orElse("").strip();
        return !value.isEmpty() && !value.equalsIgnoreCase("false");
    }

    /**
     * What this machine lacks; empty if children can be launched.
     *
     * @throws IllegalStateException if a library is missing or too old: the machine is not to blame for that
     */
    static Optional<String> missing() {
        NeededLibrary.requireAll();
        List<String> missing = SharedLoop.missing();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("ForkedChild needs " + String.join(", and ", missing));
    }

    /** What was thrown, or something behind it, because of the machine. */
    static Optional<String> missing(Throwable thrown) {
        var cause = thrown;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause instanceof UnsupportedPlatformException unsupported) {
                return Optional.ofNullable(unsupported.getMessage());
            }
            cause = cause.getCause();
        }
        return isOfClass(thrown) ? missing() : Optional.empty();
    }

    /** A class whose static initializer has launched something fails like this from the second use on. */
    private static boolean isOfClass(Throwable thrown) {
        return thrown instanceof NoClassDefFoundError
                && String.valueOf(thrown.getCause()).contains(UnsupportedPlatformException.class.getName());
    }

    /** The sentence of a test or a class that is skipped; the first one is told on the console, too. */
    static String skipped(String missing) {
        ReasonOfSkips.tell(missing);
        return "forkedchild: this test is skipped, because " + missing + "; " + PARAMETER
                + "=fail makes that a failure";
    }

    /** The sentence of one that fails. */
    static String failed(ExtensionContext context, String missing) {
        var why = context.getConfigurationParameter(PARAMETER).isPresent()
                ? PARAMETER + " is fail"
                : "the environment variable " + CI + " is set";
        return "forkedchild: this test fails, because " + missing + " and " + why + "; " + PARAMETER
                + "=skip makes that a skipped test";
    }
}
