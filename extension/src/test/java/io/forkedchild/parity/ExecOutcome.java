package io.forkedchild.parity;

import com.fasterxml.jackson.databind.JsonNode;
import io.forkedchild.process.ExecError;
import io.forkedchild.process.ExecResult;
import io.forkedchild.process.Signal;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;

/** What the callback of {@code exec} gets, from either side. */
record ExecOutcome(
        boolean failed,
        Optional<String> message,
        OptionalInt code,
        Optional<String> errnoCode,
        boolean killed,
        Optional<String> signal,
        Optional<String> cmd,
        String stdout,
        String stderr) {

    static ExecOutcome of(JsonNode node) {
        var code = node.get("code");
        return new ExecOutcome(
                node.get("failed").asBoolean(),
                text(node, "message"),
                code.isNull() ? OptionalInt.empty() : OptionalInt.of(code.asInt()),
                text(node, "errnoCode"),
                node.get("killed").asBoolean(),
                text(node, "signal"),
                text(node, "cmd"),
                node.get("stdout").asText(),
                node.get("stderr").asText());
    }

    static ExecOutcome of(ExecResult result) {
        return of(result, result.stdout(), result.stderr());
    }

    /** With the output in hexadecimal digits, as {@code nodes-own.js} shows a buffer. */
    static ExecOutcome ofBytes(ExecResult result) {
        var hex = HexFormat.of();
        return of(result, hex.formatHex(result.stdoutBytes()), hex.formatHex(result.stderrBytes()));
    }

    private static ExecOutcome of(ExecResult result, String stdout, String stderr) {
        var error = result.error();
        return new ExecOutcome(
                error.isPresent(),
                error.map(ExecError::message),
                error.map(ExecError::code).orElse(OptionalInt.empty()),
                error.flatMap(ExecError::errnoCode),
                error.map(ExecError::killed).orElse(false),
                error.flatMap(ExecError::signal).map(Signal::name),
                error.map(ExecError::cmd),
                stdout,
                stderr);
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.get(field))
                .filter(value -> !value.isNull())
                .map(JsonNode::asText);
    }
}
