package io.forkedchild.loop;

import java.util.function.Consumer;

record Told(Consumer<Integer> onReady, Consumer<? super Throwable> onFailure) implements Handler {

    @Override
    public void ready(int events) {
        onReady.accept(events);
    }

    @Override
    public void failed(Throwable failure) {
        onFailure.accept(failure);
    }
}
