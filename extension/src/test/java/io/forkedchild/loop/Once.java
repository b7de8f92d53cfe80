package io.forkedchild.loop;

import static io.forkedchild.loop.EventLoopTest.UNEXPECTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;

/** Tells its turn once; its descriptor stays readable. */
final class Once implements Handler {

    private final BlockingQueue<String> order;
    private final boolean afterOthers;
    private boolean told;

    Once(EventLoop loop, BlockingQueue<String> order, boolean afterOthers) {
        assertThat(loop.inLoop()).isTrue();
        this.order = order;
        this.afterOthers = afterOthers;
    }

    @Override
    public boolean afterOthers() {
        return afterOthers;
    }

    @Override
    public void ready(int events) {
        if (!told) {
            told = true;
            order.add(afterOthers ? "after others" : "first");
        }
    }

    @Override
    public void failed(Throwable failure) {
        UNEXPECTED.accept(failure);
    }
}
