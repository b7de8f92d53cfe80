package io.forkedchild.channel;

import static io.forkedchild.channel.ChannelChildren.errorsOf;
import static io.forkedchild.channel.ChannelChildren.shell;
import static io.forkedchild.channel.ChannelChildren.textsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A channel that has carried JSON goes on to, also behind a bad line that looks like a frame of the other serialization. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class GarbageLikeAFrameTest {

    private final ForkedChildren children;

    GarbageLikeAFrameTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void messagesBehindABadLineArriveAlthoughItsFifthByteIsThatOfAFrame() {
        var child = Await.closed(
                shell(children, "echo 1 >&3; printf 'abcd\\377\\017 noise\\n' >&3; echo 2 >&3; echo 3 >&3"));

        assertThat(textsOf(child)).as(child::evidence).containsExactly("1", "2", "3");
        assertThat(errorsOf(child)).containsExactly("ERR_IPC_MALFORMED_MESSAGE");
    }
}
