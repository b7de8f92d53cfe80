package io.forkedchild.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forkedchild.loop.Descriptors;
import io.forkedchild.timeline.Excerpt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteLogTest {

    private static final int CHUNK = 8 << 10;

    private static final String FILE =
            Path.of(System.getProperty("java.io.tmpdir"), "forkedchild-").toString();

    // ---- the same as an array

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK, CHUNK + 1, 5 * CHUNK, ByteLog.HEAP_SHARE_BYTES})
    void randomAppendsAndReadsEqualAnArray(int heapShare) throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var reference = new ByteArrayOutputStream();
            try (var log = new ByteLog(heapShare)) {
                for (int i = 0; i < 60; i++) {
                    appendSome(log, reference, random);
                    readSome(log, reference.toByteArray(), random);
                }
                assertThat(log.stream().readAllBytes()).isEqualTo(reference.toByteArray());
            }
        }
    }

    private static void appendSome(ByteLog log, ByteArrayOutputStream reference, Random random) {
        var source = new byte[length(random)];
        random.nextBytes(source);
        int from = random.nextInt(source.length + 1);
        int count = random.nextInt(source.length - from + 1);
        long before = log.length();

        var excerpt = log.append(source, from, count);
        reference.write(source, from, count);

        assertThat(log.length()).isEqualTo(reference.size());
        assertThat(excerpt).isEqualTo(new Excerpt(log, before, before + count));
        assertThat(excerpt.bytes()).isEqualTo(Arrays.copyOfRange(source, from, from + count));
    }

    /** Often a border, or next to it. */
    private static int length(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(10);
            case 1 -> Math.max(0, CHUNK * random.nextInt(4) + random.nextInt(3) - 1);
            default -> random.nextInt(3 * CHUNK);
        };
    }

    private static void readSome(ByteLog log, byte[] reference, Random random) throws IOException {
        int from = random.nextInt(reference.length + 1);
        int to = from + random.nextInt(reference.length - from + 1);

        assertThat(log.bytes(from, to)).isEqualTo(Arrays.copyOfRange(reference, from, to));
        var stream = log.stream();
        stream.skipNBytes(from);
        assertThat(stream.readNBytes(to - from)).isEqualTo(Arrays.copyOfRange(reference, from, to));
    }

    @Test
    void everyBorderOfASmallLogIsReadRight() {
        var reference = new byte[4 * CHUNK];
        new Random(3).nextBytes(reference);
        try (var log = new ByteLog(2 * CHUNK)) {
            log.append(reference, 0, reference.length);
            for (int border = 0; border <= 4; border++) {
                for (int from = Math.max(0, border * CHUNK - 2); from <= border * CHUNK; from++) {
                    for (int to = border * CHUNK; to <= Math.min(reference.length, border * CHUNK + 2); to++) {
                        assertThat(log.bytes(from, to)).isEqualTo(Arrays.copyOfRange(reference, from, to));
                    }
                }
            }
        }
    }

    @Test
    void appendCopies() {
        try (var log = new ByteLog(CHUNK)) {
            var source = "abc".getBytes(UTF_8);
            log.append(source, 0, 3);

            source[0] = 'x';
            log.bytes(0, 3)[1] = 'x';

            assertThat(log.bytes(0, 3)).asString(UTF_8).isEqualTo("abc");
        }
    }

    @Test
    void whatIsNotThereCannotBeRead() {
        try (var log = new ByteLog(CHUNK)) {
            log.append(new byte[10], 0, 10);

            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> log.bytes(0, 11));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> log.bytes(-1, 1));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> log.bytes(2, 1));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> log.append(new byte[3], 2, 2));
            assertThat(log.length()).isEqualTo(10);
        }
    }

    // ---- the stream

    @Test
    void streamEndsWhereTheLogEndedWhenItBegan() throws IOException {
        try (var log = new ByteLog(CHUNK)) {
            log.append(new byte[] {(byte) 200, 2}, 0, 2);
            var stream = log.stream();
            log.append(new byte[] {3}, 0, 1);

            assertThat(stream.available()).isEqualTo(2);
            assertThat(stream.read()).isEqualTo(200);
            assertThat(stream.read(new byte[5], 0, 0)).isZero();
            assertThat(stream.read()).isEqualTo(2);
            assertThat(stream.read()).isEqualTo(-1);
            assertThat(stream.read(new byte[5])).isEqualTo(-1);
            assertThat(stream.read(new byte[5], 0, 0)).isZero();
            assertThat(stream.available()).isZero();
        }
    }

    @Test
    void streamGoesOnInTheFile() throws IOException {
        var piece = new byte[1 << 20];
        new Random(9).nextBytes(piece);
        try (var log = new ByteLog()) {
            for (int i = 0; i < 50; i++) {
                log.append(piece, 0, piece.length);
            }
            var stream = log.stream();
            for (int i = 0; i < 50; i++) {
                assertThat(stream.readNBytes(piece.length)).isEqualTo(piece);
            }
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    // ---- the file

    @Test
    void fileHasNoNameAndItsDescriptorIsGivenBack() throws IOException {
        long before = Descriptors.open(FILE);
        var log = new ByteLog(CHUNK);
        log.append(new byte[CHUNK], 0, CHUNK);
        assertThat(Descriptors.open(FILE)).isEqualTo(before);
        log.append(new byte[1], 0, 1);
        assertThat(Descriptors.open(FILE)).isEqualTo(before + 1);
        assertThat(named()).isEmpty();

        log.close();
        log.close();

        assertThat(Descriptors.open(FILE)).isEqualTo(before);
    }

    private static List<Path> named() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("forkedchild-.*\\.output"))
                    .toList();
        }
    }

    @Test
    void afterTheEndTheHeapIsReadableAndTheFileIsNot() {
        var log = new ByteLog(CHUNK);
        log.append(new byte[CHUNK + 5], 0, CHUNK + 5);

        log.close();

        assertThat(log.length()).isEqualTo(CHUNK + 5);
        assertThat(log.bytes(0, CHUNK)).hasSize(CHUNK);
        assertThatIllegalStateException()
                .isThrownBy(() -> log.bytes(0, CHUNK + 1))
                .withMessage("this output was recorded in a temporary file that ended with its test");
        assertThatIllegalStateException().isThrownBy(() -> log.stream().readAllBytes());
    }

    @Test
    void logThatNeedsItsFileAfterTheEndRefuses() {
        var log = new ByteLog(CHUNK);
        log.close();

        log.append(new byte[CHUNK], 0, CHUNK);

        assertThatThrownBy(() -> log.append(new byte[1], 0, 1))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the recording is closed");
        assertThat(log.length()).isEqualTo(CHUNK);
    }

    // ---- no room

    /** A JVM of its own, which may not write files larger than 100 KiB: some bytes fit, then none. */
    @Test
    void fullDiskIsAnErrorAndWhatCameBeforeIsThere() throws Exception {
        var script = "ulimit -f 100 && exec \"$0\" -XX:-UsePerfData -cp \"$1\" \"$2\"";
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        "/bin/bash",
                        "-c",
                        script,
                        java,
                        System.getProperty("java.class.path"),
                        FullDisk.class.getName())
                .redirectErrorStream(true)
                .start();

        var output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(output).startsWith("cannot continue recorded output in ").contains("File too large");
        assertThat(output).contains("length 139264, equal true");
        assertThat(process.waitFor()).isZero();
    }

    /** Appends until it fails, and says what is there then. */
    static final class FullDisk {

        private FullDisk() {}

        public static void main(String[] arguments) {
            var piece = new byte[CHUNK];
            new Random(1).nextBytes(piece);
            try (var log = new ByteLog(CHUNK)) {
                try {
                    for (int i = 0; i < 100; i++) {
                        log.append(piece, 0, piece.length);
                    }
                    System.out.println("everything was written");
                } catch (UncheckedIOException full) {
                    System.out.println(full.getMessage());
                }
                System.out.println("length " + log.length() + ", equal " + allEqual(log, piece));
            }
        }

        private static boolean allEqual(ByteLog log, byte[] piece) {
            for (long at = 0; at < log.length(); at += piece.length) {
                if (!Arrays.equals(piece, log.bytes(at, at + piece.length))) {
                    return false;
                }
            }
            return true;
        }
    }
}
