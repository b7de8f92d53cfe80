package io.forkedchild.loop;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.posix.Epoll;
import io.forkedchild.posix.EventFd;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the loop does when a turn of its own fails, and not something that it calls. */
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class EventLoopFailureTest {

    @Test
    void loopThatCannotGoOnEndsAndTellsTheCause() {
        var epoll = new Epoll();
        var loop = new EventLoop(epoll, new EventFd());
        var thread = loop.call(Thread::currentThread);

        loop.post(epoll::close, failure -> {});

        assertThat(Uninterrupted.join(thread, Duration.ofSeconds(40))).isTrue();
        assertThat(loop.hasEnded()).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() -> loop.call(() -> 1))
                .withMessageMatching("the event loop could not go on, and has ended: .*descriptor \\d+ is closed")
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void callThatWaitsMeanwhileIsToldTheCause() {
        var epoll = new Epoll();
        var loop = new EventLoop(epoll, new EventFd());

        loop.post(epoll::close, failure -> {});

        assertThatIllegalStateException()
                .isThrownBy(() -> {
                    loop.call(() -> 1); // perhaps in the turn of the close
                    loop.call(() -> 1);
                })
                .withMessageContaining("the event loop could not go on");
    }

    @Test
    void loopOutlivesALackOfMemory(ForkedChildren children) {
        var child = children.with(ForkOptions.defaults().silent(true).execArgv("-Xmx32m", "-XX:-UseGCOverheadLimit"))
                .fork(OutOfMemory.class);

        assertThat(child).exitedWith(0);
        assertThat(child).stdout().lines().contains("after: pong");
    }
}
