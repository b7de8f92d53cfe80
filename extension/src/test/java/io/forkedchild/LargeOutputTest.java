package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** A child writes 4 GiB to a test JVM that has 64 MiB of heap. */
class LargeOutputTest {

    private static final long BYTES = 4L << 30;
    private static final String LINE = "all work and no play makes a dull process\n";

    @Test
    void fourGibibytesNeitherExhaustTheHeapNorLoseAByte() {
        var temporaryFiles = Path.of(System.getProperty("java.io.tmpdir"));
        assumeTrue(
                temporaryFiles.toFile().getUsableSpace() > BYTES + (1L << 30),
                () -> "needs 5 GiB of free space in " + temporaryFiles);
        try (var children = ForkedChildren.open()) {
            var small = children.spawn(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx64m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SmallJvm.class.getName());

            assertThat(small.process().recorder().awaitCondition(small::isClosed, Duration.ofMinutes(5)))
                    .as(small::evidence)
                    .isTrue();

            assertThat(small.exitCode()).as(small::evidence).hasValue(0);
            assertThat(small.stdout().text()).isEqualTo(BYTES + " " + checksumOfLines() + "\n");
        }
    }

    private static long checksumOfLines() {
        var checksum = new CRC32C();
        var lines = LINE.repeat(1000).getBytes(StandardCharsets.UTF_8);
        for (long left = BYTES; left > 0; left -= lines.length) {
            checksum.update(lines, 0, (int) Math.min(left, lines.length));
        }
        return checksum.getValue();
    }

    /** The test JVM with the small heap: prints length and checksum of what it has recorded. */
    static final class SmallJvm {

        private SmallJvm() {}

        public static void main(String[] args) {
            try (var children = ForkedChildren.open()) {
                var child = children.with(ExecOptions.defaults().unlimitedBuffer())
                        .exec("yes '" + LINE.strip() + "' | head -c " + BYTES);
                child.process().recorder().awaitCondition(child::isClosed, Duration.ofMinutes(4));
                System.out.println(child.stdout().length() + " " + checksum(child.stdout().stream()));
            }
        }

        private static long checksum(InputStream recorded) {
            var checksum = new CRC32C();
            var buffer = new byte[1 << 16];
            try (recorded) {
                for (int read = recorded.read(buffer); read >= 0; read = recorded.read(buffer)) {
                    checksum.update(buffer, 0, read);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            return checksum.getValue();
        }
    }
}
