package io.forkedchild.parity;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips the test where Node is older than the major version that has what is compared, whatever the build requires. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SinceNode.Condition.class)
@interface SinceNode {

    int value();

    final class Condition implements ExecutionCondition {

        private static final int VERSION = majorVersion();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            int wanted = AnnotationSupport.findAnnotation(context.getElement(), SinceNode.class)
                    .map(SinceNode::value)
                    .orElse(0);
            return VERSION < wanted
                    ? ConditionEvaluationResult.disabled("needs Node " + wanted + ", this is " + VERSION)
                    : ConditionEvaluationResult.enabled("this is Node " + VERSION);
        }

        private static int majorVersion() {
            try {
                var node = new ProcessBuilder("node", "--version").start();
                var version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return Integer.parseInt(version.replaceFirst("(?s)^v(\\d+).*", "$1"));
            } catch (IOException | NumberFormatException missing) {
                return 0;
            }
        }
    }
}
