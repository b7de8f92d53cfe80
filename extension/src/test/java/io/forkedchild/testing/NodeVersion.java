package io.forkedchild.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The major version of the {@code node} in the PATH, for expectations that differ between versions. */
public final class NodeVersion {

    private static final int MAJOR = ofNode();

    private NodeVersion() {}

    /** 0 without Node. */
    public static int major() {
        return MAJOR;
    }

    private static int ofNode() {
        try {
            var node = new ProcessBuilder("node", "--version").start();
            try {
                if (!node.waitFor(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("node --version: no end within 30 s");
                }
                var version = new String(node.getInputStream().readAllBytes(), UTF_8);
                return Integer.parseInt(version.replaceFirst("(?s)^v(\\d+).*", "$1"));
            } finally {
                node.destroyForcibly();
            }
        } catch (IOException missing) {
            return 0;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupt);
        }
    }
}
