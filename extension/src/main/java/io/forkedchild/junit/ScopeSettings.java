package io.forkedchild.junit;

import io.forkedchild.Settings;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** How long a test waits, by its annotations and the run's configuration parameters. */
final class ScopeSettings {

    private static final String PATIENCE = "forkedchild.patience";
    private static final String GRACE = "forkedchild.grace";

    private ScopeSettings() {}

    static Settings of(ExtensionContext context) {
        var defaults = Settings.defaults();
        return new Settings(
                annotated(context).or(() -> configured(context, PATIENCE)).orElse(defaults.patience()),
                configured(context, GRACE).orElse(defaults.grace()));
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
