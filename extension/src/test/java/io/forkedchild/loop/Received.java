package io.forkedchild.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A reader that keeps what it was told; other threads look at it when it has ended. */
class Received implements Reader {

    final List<String> calls = new ArrayList<>();
    final LinkedBlockingQueue<Integer> turns = new LinkedBlockingQueue<>();
    final StringBuilder text = new StringBuilder();
    private final MessageDigest digest = sha256();
    private final CountDownLatch end = new CountDownLatch(1);
    long count;
    private int inTurn;

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    byte[] hash() {
        return digest.digest();
    }

    @Override
    public void bytes(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
        count += length;
        inTurn += length;
        if (text.length() < 1000) {
            text.append(new String(bytes, 0, Math.min(length, 1000), UTF_8));
        }
        tell("bytes");
    }

    @Override
    public void turnEnded(Sighting sighting) {
        turns.add(inTurn);
        inTurn = 0;
        tell("turn");
    }

    @Override
    public void ended() {
        tell("ended");
        end.countDown();
    }

    @Override
    public void failed(Throwable failure) {
        tell("failed " + failure.getMessage());
        end.countDown();
    }

    private void tell(String call) {
        if (calls.isEmpty() || !calls.get(calls.size() - 1).equals(call)) {
            calls.add(call);
        }
    }

    /** Waits for the end of file, or for the failure. */
    void awaitEnd() throws InterruptedException {
        if (!end.await(40, TimeUnit.SECONDS)) {
            throw new AssertionError("neither an end nor a failure after " + count + " bytes: " + calls);
        }
    }
}
