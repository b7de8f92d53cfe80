package io.forkedchild.examples;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;
import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what needs a program where there is none, or fails it there with {@code -Dforkedchild.requirePrograms=true}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresProgram.Condition.class)
@interface RequiresProgram {

    /** Its name in the {@code PATH}. */
    String value();

    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return findAnnotation(context.getElement(), RequiresProgram.class)
                    .map(required -> evaluate(required.value()))
                    .orElse(enabled("no program is required"));
        }

        private static ConditionEvaluationResult evaluate(String program) {
            if (isInPath(program)) {
                return enabled(program + " is in the PATH");
            }
            if (Boolean.getBoolean("forkedchild.requirePrograms")) {
                throw new IllegalStateException(
                        program + " is not in the PATH, but forkedchild.requirePrograms demands it");
            }
            return disabled(program + " is not in the PATH, and this needs it");
        }

        private static boolean isInPath(String program) {
            return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        }
    }
}
