package io.forkedchild.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoexecFoldersTest {

    private static final String MOUNTS = """
            overlay / overlay rw,relatime 0 0
            tmpfs /tmp tmpfs rw,nosuid,noexec,relatime 0 0
            tmpfs /tmp/exec tmpfs rw 0 0
            tmpfs /my\\040files tmpfs rw,noexec 0 0
            """;

    @ParameterizedTest
    @CsvSource({
        "/tmp/tool, /tmp",
        "/tmp/a/b/tool, /tmp",
        "/tmp/exec/tool,",
        "/tmpfiles/tool,",
        "/bin/true,",
        "/my files/tool, /my files"
    })
    void innermostMountDecides(String file, String folder) {
        assertThat(NoexecFolders.around(Path.of(file), MOUNTS).orElse(null)).isEqualTo(folder);
    }
}
