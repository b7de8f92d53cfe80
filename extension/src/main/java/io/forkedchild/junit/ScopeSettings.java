package io.forkedchild.junit;

import io.forkedchild.Settings;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The settings of a test, by its annotations and the run's configuration parameters. */
final class ScopeSettings {

    private static final String PATIENCE = "forkedchild.patience";
    private static final String GRACE = "forkedchild.grace";
    private static final String CLASS_DATA_ARCHIVES = "forkedchild.classDataArchives";
    private static final String WARM_JVMS = "forkedchild.warmJvms";

    private ScopeSettings() {}

    static Settings of(ExtensionContext context) {
        var defaults = Settings.defaults();
        return new Settings(
                annotated(context).or(() -> configured(context, PATIENCE)).orElse(defaults.patience()),
                configured(context, GRACE).orElse(defaults.grace()),
                warmJvms(context).orElse(defaults.warmJvms()),
                context.getConfigurationParameter(CLASS_DATA_ARCHIVES).map(Path::of));
    }

    private static Optional<Integer> warmJvms(ExtensionContext context) {
        return context.getConfigurationParameter(WARM_JVMS).map(text -> {
            try {
                return Settings.defaults()
                        .warmJvms(Integer.parseInt(text.strip()))
                        .warmJvms();
            } catch (IllegalArgumentException wrong) {
                throw new ExtensionConfigurationException(
                        "configuration parameter " + WARM_JVMS + ": must be a number from 0 to 64, was '" + text + "'",
                        wrong);
            }
        });
    }

    /** The contexts from a test up to the engine are its method and then its classes from the inside out. */
    private static Optional<Duration> annotated(ExtensionContext context) {
        return Stream.iterate(
                        Optional.of(context), Optional::isPresent, inner -> inner.flatMap(ExtensionContext::getParent))
                .flatMap(some -> some.flatMap(ExtensionContext::getElement).stream())
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
