package io.forkedchild.parity;

import io.forkedchild.testing.NodeVersion;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
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

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            int version = NodeVersion.major();
            int wanted = AnnotationSupport.findAnnotation(context.getElement(), SinceNode.class)
                    .map(SinceNode::value)
                    .orElse(0);
            return version < wanted
                    ? ConditionEvaluationResult.disabled("needs Node " + wanted + ", this is " + version)
                    : ConditionEvaluationResult.enabled("this is Node " + version);
        }
    }
}
