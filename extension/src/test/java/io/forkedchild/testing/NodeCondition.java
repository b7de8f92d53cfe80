package io.forkedchild.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

final class NodeCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (isInPath()) {
            return ConditionEvaluationResult.enabled("node is in the PATH");
        }
        if (Boolean.getBoolean("forkedchild.requireNode")) {
            throw new IllegalStateException("forkedchild.requireNode is set, but there is no node in the PATH");
        }
        return ConditionEvaluationResult.disabled("there is no node in the PATH");
    }

    private static boolean isInPath() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "node")));
    }
}
