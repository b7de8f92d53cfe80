package io.forkedchild.junit;

import static java.util.Locale.ROOT;

import io.forkedchild.JvmSettings;
import io.forkedchild.Settings;
import io.forkedchild.process.LeftoverHandling;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The settings of a test, by its annotations and the run's configuration parameters. */
final class ScopeSettings {

    private static final String PATIENCE = "forkedchild.patience";
    private static final String GRACE = "forkedchild.grace";
    private static final String CLASS_DATA_ARCHIVES = "forkedchild.classDataArchives";
    private static final String LEFTOVERS = "forkedchild.leftovers";
    private static final String MASK = "forkedchild.mask";
    private static final String TIME_FACTOR = "forkedchild.timeFactor";
    private static final String WARM_JVMS = "forkedchild.warmJvms";

    private ScopeSettings() {}

    static Settings of(ExtensionContext context) {
        var defaults = Settings.defaults();
        return new Settings(
                annotated(context).or(() -> configured(context, PATIENCE)).orElse(defaults.patience()),
                configured(context, GRACE).orElse(defaults.grace()),
                configured(
                                context,
                                TIME_FACTOR,
                                "a number above 0, and at most 1000",
                                text -> defaults.timeFactor(Double.parseDouble(text)))
                        .orElse(defaults)
                        .timeFactor(),
                jvms(context),
                leftovers(context),
                mask(context));
    }

    private static LeftoverHandling leftovers(ExtensionContext context) {
        return Annotated.nearest(context, Leftovers.class)
                .map(Leftovers::value)
                .or(() -> configured(
                        context, LEFTOVERS, "fail or kill", text -> LeftoverHandling.valueOf(text.toUpperCase(ROOT))))
                .orElse(Settings.defaults().leftovers());
    }

    private static Optional<String> mask(ExtensionContext context) {
        return configured(
                        context,
                        MASK,
                        "a regular expression",
                        text -> Settings.defaults().mask(text))
                .flatMap(Settings::mask);
    }

    private static JvmSettings jvms(ExtensionContext context) {
        var defaults = JvmSettings.defaults();
        var warm = configured(
                context, WARM_JVMS, "a number from 0 to 64", text -> defaults.warmJvms(Integer.parseInt(text)));
        return new JvmSettings(
                warm.orElse(defaults).warmJvms(),
                context.getConfigurationParameter(CLASS_DATA_ARCHIVES).map(Path::of));
    }

    /** Settings whose constructor says what is wrong. */
    private static <T> Optional<T> configured(
            ExtensionContext context, String parameter, String demand, Function<String, T> parse) {
        return context.getConfigurationParameter(parameter).map(text -> {
            try {
                return parse.apply(text.strip());
            } catch (IllegalArgumentException wrong) {
                throw new ExtensionConfigurationException(
                        "configuration parameter " + parameter + ": must be " + demand + ", was '" + text + "'", wrong);
            }
        });
    }

    private static Optional<Duration> annotated(ExtensionContext context) {
        return Annotated.elements(context)
                .flatMap(element -> annotated(element).stream())
                .findFirst();
    }

    private static Optional<Duration> annotated(AnnotatedElement element) {
        return AnnotationSupport.findAnnotation(element, Patience.class)
                .map(patience -> DurationText.parse("@Patience on " + element, patience.value()));
    }

    private static Optional<Duration> configured(ExtensionContext context, String parameter) {
        return context.getConfigurationParameter(parameter)
                .map(text -> DurationText.parse("configuration parameter " + parameter, text));
    }
}
