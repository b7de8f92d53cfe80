package io.forkedchild.jvm;

import java.util.concurrent.CountDownLatch;

/** Returns from main, but leaves a thread behind that waits for nothing. */
final class Hangs {

    private Hangs() {}

    public static void main(String... args) {
        var never = new CountDownLatch(1);
        new Thread(
                        () -> {
                            try {
                                never.await();
                            } catch (InterruptedException interrupt) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "mail-poller")
                .start();
    }
}
