package io.forkedchild.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecResultTest {

    private final byte[] bytes = "é".getBytes(UTF_8);
    private final ExecResult result = new ExecResult(Optional.empty(), bytes, new byte[0], Optional.of(UTF_8));

    @Test
    void outputIsReadInItsEncoding() {
        ExecResult latin = new ExecResult(Optional.empty(), bytes, bytes, Optional.of(ISO_8859_1));

        assertThat(result.stdout()).isEqualTo("é");
        assertThat(latin.stdout()).isEqualTo("Ã©");
    }

    @Test
    void bytesAreReadAsUtf8() {
        assertThat(new ExecResult(Optional.empty(), bytes, bytes, Optional.empty()).stderr())
                .isEqualTo("é");
    }

    @Test
    void nobodyChangesItsBytes() {
        bytes[0] = 0;
        result.stdoutBytes()[0] = 0;

        assertThat(result.stdout()).isEqualTo("é");
    }

    @Test
    void sameResultsAreEqual() {
        ExecResult same = new ExecResult(Optional.empty(), bytes.clone(), new byte[0], Optional.of(UTF_8));
        ExecResult other = new ExecResult(Optional.empty(), new byte[0], bytes, Optional.of(UTF_8));

        assertThat(same).isEqualTo(result).hasSameHashCodeAs(result);
        assertThat(other).isNotEqualTo(result);
    }

    @Test
    void resultReadsWell() {
        assertThat(result).hasToString("succeeded (stdout: 2 bytes, stderr: 0 bytes)");
    }
}
