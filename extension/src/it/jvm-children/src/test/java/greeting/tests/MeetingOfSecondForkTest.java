package greeting.tests;

import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One half of a {@link Meeting}. */
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class MeetingOfSecondForkTest {

    @Test
    void childrenOfTwoTestJvmsRunAtOnce(ForkedChildren children) throws IOException {
        Meeting.of("other", "one", children);
    }
}
