package io.forkedchild;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.Serialization;
import io.forkedchild.testing.RequiresNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The hint at Bun's own format, with scripts that are called like Bun. */
@ExtendWith(ForkedChildExtension.class)
class BunHintTest {

    private static final String HINT = "Bun has a format of its own for serialization 'advanced'";

    /** A version, as Bun sends it first: a type, and the length in the other order. */
    private static final String AS_BUN = "printf '\\1\\1\\0\\0\\0' >&3; read end";

    private static final String AS_NODE = "exec node -e 'process.send(1); process.on(\"message\", () => {})'";

    @TempDir
    Path directory;

    private final ForkedChildren children;

    BunHintTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void formatOfBunIsToldAsSoonAsNothingCouldBeRead() throws IOException {
        var child = fork("bun", AS_BUN, Serialization.ADVANCED);

        assertThat(child.evidence().replaceAll("\\s+", " "))
                .contains("hint: " + HINT + ", which neither Node nor the test can read; with JSON both have the same");
        child.disconnect();
        child.kill();
        assertThat(Waiting.closed(child).evidence()).contains(HINT);
    }

    @Test
    void otherChildrenHaveNoSuchHint() throws IOException {
        assertThat(fork("bun", "read end", Serialization.JSON).evidence()).doesNotContain("Bun has");
        assertThat(fork("bundle", AS_BUN, Serialization.ADVANCED).evidence()).doesNotContain("Bun has");
        assertThat(children.with(SpawnOptions.defaults().serialization(Serialization.ADVANCED))
                        .spawn(script("bun", "read end").toString())
                        .evidence())
                .doesNotContain("Bun has");
    }

    @Test
    @RequiresNode
    void messageThatCouldBeReadIsInNodesFormat() throws IOException {
        var child = fork("bun", AS_NODE, Serialization.ADVANCED);

        assertThat(child).sentMessage(1);
        assertThat(child.evidence()).doesNotContain("Bun has");
    }

    private ForkedChild fork(String program, String script, Serialization serialization) throws IOException {
        var options = ForkOptions.defaults()
                .silent(true)
                .execPath(script(program, script).toString())
                .serialization(serialization);
        return children.with(options).fork("child.js");
    }

    private Path script(String program, String script) throws IOException {
        var file = Files.writeString(
                Files.createTempDirectory(directory, "bin").resolve(program), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
