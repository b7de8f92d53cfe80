package io.forkedchild.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.forkedchild.posix.Fd;
import io.forkedchild.posix.FdPair;
import io.forkedchild.posix.NativeBuffer;
import io.forkedchild.posix.Passing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PassedDescriptorsTest {

    private final EventLoop loop = new EventLoop();
    private final FdPair sockets = FdPair.socketPair();
    private final FdPair pipe = FdPair.pipe();
    private final Taking received = new Taking();
    private final Written told = new Written();

    /** Takes descriptors as well, and tells them among the bytes. */
    private static class Taking extends Received {

        final List<Fd> taken = new ArrayList<>();

        @Override
        public void descriptor(Fd descriptor) {
            taken.add(descriptor);
            text.append('<').append(taken.size()).append('>');
        }
    }

    @BeforeEach
    void doNotBlock() {
        sockets.first().nonBlocking();
        sockets.second().nonBlocking();
    }

    @AfterEach
    void close() {
        loop.close();
        received.taken.forEach(Fd::close);
        pipe.close();
        sockets.close();
    }

    private ReadEnd reading(Reader reader) {
        return loop.call(() -> ReadEnd.ofSocket(loop, sockets.second(), reader, 0));
    }

    private WriteEnd writing() {
        return loop.call(() -> new WriteEnd(loop, sockets.first(), true, told));
    }

    private void inLoop(Runnable task) {
        loop.call(() -> {
            task.run();
            return true;
        });
    }

    /** How many descriptors of this process lead to the pipe. */
    private long openEndsOfThePipe() throws IOException {
        return Descriptors.open(
                Files.readSymbolicLink(Path.of("/proc/self/fd/" + pipe.first().number()))
                        .toString());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void descriptorComesBeforeItsBytes() throws Exception {
        reading(received);
        var end = writing();

        inLoop(() -> end.write(utf8("plain ")));
        assertThat(received.turns.poll(20, TimeUnit.SECONDS)).isEqualTo(6);
        inLoop(() -> {
            end.write(utf8("with"), pipe.second());
            end.write(utf8(" behind"));
            end.end();
        });
        received.awaitEnd();

        assertThat(received.text).hasToString("plain <1>with behind");
        var buffer = new NativeBuffer(10);
        assertThat(received.taken.get(0).write(buffer, 0, 7)).isEqualTo(7);
        assertThat(pipe.first().read(buffer)).isEqualTo(7);
    }

    @Test
    void everyDescriptorOfAMessageComesBeforeItsBytes() throws Exception {
        Passing.send(sockets.first(), utf8("two"), pipe.first(), pipe.second());
        sockets.first().close();

        reading(received);
        received.awaitEnd();

        assertThat(received.text).hasToString("<1><2>two");
        assertThat(received.calls).containsExactly("bytes", "turn", "ended");
    }

    /** As it stands between what is queued, so it is passed; and once, however many writes its bytes take. */
    @Test
    void queuedDescriptorKeepsItsPlace() throws Exception {
        int large = 3 << 20;
        var end = writing();
        inLoop(() -> {
            end.write(new byte[large]);
            end.write(new byte[large], pipe.first());
            end.write(new byte[large]);
            end.write(utf8("."), pipe.second());
            end.end();
        });
        assertThat(end.queuedBytes()).isGreaterThan(2 * large);
        var counts = new ArrayList<Long>();
        var counting = new Taking() {
            @Override
            public void descriptor(Fd descriptor) {
                counts.add(count);
                super.descriptor(descriptor);
            }
        };

        reading(counting);
        counting.awaitEnd();

        counting.taken.forEach(Fd::close);
        assertThat(counting.count).isEqualTo(3L * large + 1);
        assertThat(counts).hasSize(2);
        assertThat(counts.get(0)).isBetween(large - 65_536L, (long) large);
        assertThat(counts.get(1)).isBetween(3L * large - 65_536, 3L * large);
        assertThat(told.next()).isEqualTo("drained");
    }

    @Test
    void manyDescriptorsStayInOrder() throws Exception {
        int pairs = 100;
        var end = writing();
        inLoop(() -> {
            for (int i = 0; i < pairs; i++) {
                end.write(new byte[4096], pipe.first());
                end.write(new byte[4096], pipe.second());
            }
            end.end();
        });

        reading(received);
        received.awaitEnd();

        assertThat(received.count).isEqualTo(pairs * 8192L);
        assertThat(received.taken).hasSize(2 * pairs);
        var one = new NativeBuffer(1);
        for (int i = 0; i < pairs; i++) {
            assertThat(received.taken.get(2 * i + 1).write(one, 0, 1)).isEqualTo(1);
            assertThat(received.taken.get(2 * i).read(one)).isEqualTo(1);
        }
    }

    @Test
    void descriptorThatNobodyTakesIsClosed() throws Exception {
        var indifferent = new Received();
        Passing.send(sockets.first(), utf8("abc"), pipe.first(), pipe.second());
        sockets.first().close();

        reading(indifferent);
        indifferent.awaitEnd();

        assertThat(indifferent.text).hasToString("abc");
        assertThat(openEndsOfThePipe()).isEqualTo(2);
    }

    @Test
    void descriptorOfAPlainReadIsClosed() throws Exception {
        Passing.send(sockets.first(), utf8("abc"), pipe.first());
        sockets.first().close();

        loop.call(() -> new ReadEnd(loop, sockets.second(), received, 0));
        received.awaitEnd();

        assertThat(received.text).hasToString("abc");
        assertThat(openEndsOfThePipe()).isEqualTo(2);
    }

    @Test
    void readerThatThrowsIsToldAndLeaksNothing() throws Exception {
        var failing = new Received() {
            @Override
            public void descriptor(Fd descriptor) {
                throw new IllegalStateException(
                        "no use for " + descriptor.getClass().getSimpleName());
            }
        };
        Passing.send(sockets.first(), utf8("abc"), pipe.first(), pipe.second());

        reading(failing);
        failing.awaitEnd();

        assertThat(failing.calls).containsExactly("failed no use for Fd");
        assertThat(openEndsOfThePipe()).isEqualTo(2);
        assertThat(loop.call(() -> sockets.second().isOpen())).isFalse();
    }

    @Test
    void readerThatClosesAtADescriptorHearsNoMore() throws Exception {
        var self = new ArrayList<ReadEnd>();
        var closing = new Taking() {
            @Override
            public void descriptor(Fd descriptor) {
                super.descriptor(descriptor);
                self.get(0).close();
            }
        };
        Passing.send(sockets.first(), utf8("abc"), pipe.first(), pipe.second());

        inLoop(() -> {
            self.add(ReadEnd.ofSocket(loop, sockets.second(), closing, 0));
            self.get(0).drain();
        });

        assertThat(closing.text).hasToString("<1>");
        assertThat(closing.calls).isEmpty();
        assertThat(closing.taken).singleElement().matches(Fd::isOpen);
        closing.taken.get(0).close();
        assertThat(openEndsOfThePipe()).isEqualTo(2);
    }

    @Test
    void readerMayAnswerBeforeItGetsTheBytes() throws Exception {
        var ends = new ArrayList<WriteEnd>();
        var answering = new Taking() {
            @Override
            public void descriptor(Fd descriptor) {
                super.descriptor(descriptor);
                ends.get(0).write(utf8("answer"));
            }
        };
        var duplicate = sockets.second().duplicateFrom(0);
        ends.add(loop.call(() -> new WriteEnd(loop, duplicate, true, told)));
        Passing.send(sockets.first(), utf8("question"), pipe.first());

        reading(answering);
        assertThat(told.next()).isEqualTo("drained");
        assertThat(answering.turns.poll(20, TimeUnit.SECONDS)).isEqualTo(8);
        inLoop(ends.get(0)::close);
        answering.taken.forEach(Fd::close);

        assertThat(answering.text).hasToString("<1>question");
    }

    @Test
    void descriptorWithoutBytesIsRefused() {
        var end = writing();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> inLoop(() -> end.write(new byte[0], pipe.first())))
                .withMessage(pipe.first() + " needs at least one byte to go with; there are none");
        inLoop(end::close);
    }

    @Test
    void closedDescriptorIsRefusedAndTheEndGoesOn() throws Exception {
        var end = writing();
        pipe.first().close();

        assertThatIllegalStateException().isThrownBy(() -> inLoop(() -> end.write(utf8("x"), pipe.first())));
        inLoop(() -> {
            end.write(utf8("y"));
            end.end();
        });

        reading(received);
        received.awaitEnd();
        assertThat(received.text).hasToString("y");
    }

    @Test
    void closedEndPassesNothingAndLeavesTheDescriptorToItsOwner() throws Exception {
        var end = writing();
        inLoop(() -> {
            end.write(new byte[3 << 20]);
            end.write(utf8("x"), pipe.first());
            end.close();
            end.write(utf8("y"), pipe.second());
        });

        reading(received);
        received.awaitEnd();

        assertThat(received.taken).isEmpty();
        assertThat(pipe.first().isOpen()).isTrue();
        assertThat(openEndsOfThePipe()).isEqualTo(2);
    }

    @Test
    void descriptorOnItsWayToAPeerThatClosesIsGoneWithItsBytes() throws Exception {
        var end = writing();
        inLoop(() -> {
            end.write(utf8("x"), pipe.first());
            end.write(new byte[3 << 20], pipe.first());
        });

        sockets.second().close();

        assertThat(told.next()).isEqualTo("drained");
        assertThat(told.next()).startsWith("refused EPIPE ");
        assertThat(openEndsOfThePipe()).isEqualTo(2);
    }
}
