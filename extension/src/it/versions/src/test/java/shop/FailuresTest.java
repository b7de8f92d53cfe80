package shop;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.assertions.ForkedChildSoftAssertions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Stdio;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What failures tell: a sentence, what was expected, the evidence. */
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class FailuresTest {

    private static final String MESSAGE = "printf '{\"id\":1}\\n' >&$NODE_CHANNEL_FD; echo done; echo late >&2; exit 3";

    private ForkedChild job;

    @BeforeEach
    void launch(ForkedChildren children) {
        var options = SpawnOptions.defaults().name("job").stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());
        job = children.with(options).spawn("sh", "-c", MESSAGE);
    }

    private static String failureOf(ThrowingCallable assertion) {
        var thrown = catchThrowable(assertion);
        assertThat(thrown).isInstanceOf(AssertionError.class);
        return thrown.getMessage();
    }

    private static void hasEvidence(String text) {
        assertThat(text)
                .contains("\njob: sh -c ", "state:", "exited with code 3", "stdout:", "| late", "timeline:", "job out");
    }

    @Test
    void ofAnExit() {
        var text = failureOf(() -> assertThat(job).exitedWith(0));

        assertThat(text).startsWith("job has not exited with code 0: it exited with code 3\n");
        hasEvidence(text);
    }

    @Test
    void ofOutput() {
        var text = failureOf(() -> assertThat(job).exitedWith(3).stdout().isEqualTo("gone\n"));

        assertThat(text).startsWith("job's stdout: expecting it to be equal to \"gone\\n\"\n");
        assertThat(text).contains("actual:", "\"done\\n\"");
        hasEvidence(text);
    }

    @Test
    void ofLinesAndBytes() {
        var ofLines =
                failureOf(() -> assertThat(job).exitedWith(3).stdout().lines().containsExactly("gone"));
        var ofBytes =
                failureOf(() -> assertThat(job).exitedWith(3).stdout().bytes().hasSize(7));

        assertThat(ofLines).startsWith("the lines of job's stdout: ").contains("gone", "done");
        hasEvidence(ofLines);
        assertThat(ofBytes).startsWith("the bytes of job's stdout: ").contains("7");
        hasEvidence(ofBytes);
    }

    @Test
    void ofAMessage() {
        var text = failureOf(() -> assertThat(job).sentMessage(Map.of("id", 2)));

        assertThat(text).startsWith("job has not sent the message").contains("expected: {\"id\":2}", "{\"id\":1}");
        hasEvidence(text);
    }

    @Test
    void ofTheMessages() {
        var text = failureOf(() -> assertThat(job).exitedWith(3).messages().hasSize(2));

        assertThat(text).startsWith("job's messages: ").contains("{\"id\":1}");
        hasEvidence(text);
    }

    @Test
    void collected() {
        var text = failureOf(() -> ForkedChildSoftAssertions.assertSoftly(softly -> {
            softly.assertThat(job).exitedWith(4);
            softly.assertThat(job).stdout().contains("gone");
            softly.assertThat("plain").isEqualTo("fancy");
        }));

        assertThat(text)
                .contains("job has not exited with code 4", "job's stdout: expecting it to contain \"gone\"", "fancy");
        hasEvidence(text);
    }
}
