package io.forkedchild.handles;

import static io.forkedchild.handles.HandleChildren.errorsOf;
import static io.forkedchild.handles.HandleChildren.relay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkedChildren;
import io.forkedchild.Handle;
import io.forkedchild.ReceivedHandle;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.testing.Await;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A handle that cannot be sent is refused where it is sent, and the channel goes on without it. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class RefusedHandleTest {

    private static final int NO_DESCRIPTOR = 999_999;

    private final ForkedChildren children;

    RefusedHandleTest(ForkedChildren children) {
        this.children = children;
    }

    private void assertRefused(Handle handle, String... texts) {
        var child = relay(children);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> child.send("with", handle))
                .withMessageContainingAll(texts);

        child.send("behind");
        assertThat(Await.printed(child, "\n", 1).stdout().text()).isEqualTo("\"behind\"\n");
        assertThat(errorsOf(child)).isEmpty();
    }

    // ---- numbers

    @Test
    void numberThatIsNoDescriptorIsRefused() {
        assertRefused(Handle.descriptor(NO_DESCRIPTOR), "999999", "EBADF");
    }

    @Test
    void numberThatIsNoDescriptorIsRefusedUnderATypeOfItsOwn() {
        assertRefused(Handle.descriptor(NO_DESCRIPTOR).type("our.File"), "999999", "EBADF");
    }

    @Test
    void descriptorOfAFileIsRefusedWithoutAType() {
        try (var file = Sockets.file()) {
            assertRefused(
                    Handle.descriptor(file.number()), "descriptor " + file.number() + " is no socket", "name a type");
        }
    }

    @Test
    void negativeNumberIsRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handle.descriptor(-1))
                .withMessage("descriptor: must not be negative, was -1");
    }

    // ---- channels

    /** Opens it as the name of the row says. */
    interface Opening {
        NetworkChannel open() throws Exception;
    }

    @ParameterizedTest
    @MethodSource
    void channelThatHasNothingToSendIsRefused(String text, Opening opening) throws Exception {
        try (var channel = opening.open()) {
            assertRefused(handle(channel), text, channel.toString());
        }
    }

    static Stream<Arguments> channelThatHasNothingToSendIsRefused() {
        return Stream.of(
                row("server that is not bound", "is not bound", ServerSocketChannel::open),
                row("UDP socket that is not bound", "is not bound", DatagramChannel::open),
                row("socket that is not connected", "is not connected", SocketChannel::open),
                row("server that is closed", "is closed", () -> closed(Sockets.server())),
                row("UDP socket that is closed", "is closed", () -> closed(Sockets.udp())),
                row("connection that is closed", "is closed", RefusedHandleTest::closedConnection));
    }

    private static Arguments row(String name, String text, Opening opening) {
        return argumentSet(name, text, opening);
    }

    private static NetworkChannel closed(NetworkChannel channel) throws Exception {
        channel.close();
        return channel;
    }

    private static NetworkChannel closedConnection() throws Exception {
        try (var connection = Sockets.Connection.open()) {
            return connection.accepted();
        }
    }

    private static Handle handle(NetworkChannel channel) {
        if (channel instanceof ServerSocketChannel server) {
            return Handle.of(server);
        }
        return channel instanceof SocketChannel socket ? Handle.of(socket) : Handle.of((DatagramChannel) channel);
    }

    // ---- types

    @Test
    void typeThatTheSocketIsNotIsRefused() throws Exception {
        try (var server = Sockets.server();
                var udp = Sockets.udp();
                var connection = Sockets.Connection.open();
                var file = Sockets.file()) {
            assertRefused(Handle.of(server).type("dgram.Socket"), "is no dgram.Socket", server.toString());
            assertRefused(Handle.of(server).type("net.Socket"), "is no net.Socket");
            assertRefused(Handle.of(udp).type("net.Native"), "is no net.Native");
            assertRefused(Handle.of(connection.accepted()).type("net.Server"), "is no net.Server");
            assertRefused(
                    Handle.descriptor(file.number()).type("net.Native"),
                    "descriptor " + file.number() + " is no net.Native");
        }
    }

    @Test
    void typeThatLooksLikeOneOfNodeAndIsNoneIsRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handle.descriptor(0).type("net.Sokcet"))
                .withMessage(
                        "type: must be one of Node's, net.Server, net.Socket, net.Native, dgram.Socket, dgram.Native,"
                                + " or not look like one, was 'net.Sokcet'");
    }

    @Test
    void keyOfWhatIsNoConnectionIsRefused() throws Exception {
        try (var server = Sockets.server()) {
            assertRefused(Handle.of(server).key("k"), "only a net.Socket has a key", "goes as net.Server", "'k'");
        }
    }

    // ---- nothing

    @ParameterizedTest
    @MethodSource
    @SuppressWarnings("NullAway")
    void nullIsRefusedByName(String argument, ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessageStartingWith(argument);
    }

    static Stream<Arguments> nullIsRefusedByName() {
        return Stream.of(
                argumentSet("server", "server", (ThrowingCallable) () -> Handle.of((ServerSocketChannel) null)),
                argumentSet("connection", "connection", (ThrowingCallable) () -> Handle.of((SocketChannel) null)),
                argumentSet("UDP socket", "socket", (ThrowingCallable) () -> Handle.of((DatagramChannel) null)),
                argumentSet("received", "received", (ThrowingCallable) () -> Handle.of((ReceivedHandle) null)),
                argumentSet("type", "type", (ThrowingCallable)
                        () -> Handle.descriptor(0).type(null)),
                argumentSet("key", "key", (ThrowingCallable)
                        () -> Handle.descriptor(0).key(null)));
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullInPlaceOfAHandleIsRefused() {
        var child = relay(children);

        assertThatNullPointerException()
                .isThrownBy(() -> child.send("with", (Handle) null))
                .withMessage("handle: must not be null");
    }

    @Test
    void emptyTypeAndEmptyKeyAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handle.descriptor(0).type(""))
                .withMessageStartingWith("type: must not be empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handle.descriptor(0).key(""))
                .withMessageStartingWith("key: must not be empty");
    }

    // ---- nothing is leaked

    @Test
    void descriptorIsNotLeakedByAMessageThatCannotBeSent() throws Exception {
        try (var server = Sockets.server()) {
            var name = Sockets.nameOf(server);
            var child = relay(children);
            var containsItself = new ArrayList<Object>();
            containsItself.add(containsItself);

            assertThatIllegalArgumentException().isThrownBy(() -> child.send(containsItself, Handle.of(server)));

            assertThat(Sockets.descriptorsOf(name)).isEqualTo(1);
        }
    }

    @Test
    void descriptorIsNotLeakedByAChildWithoutAChannel() throws Exception {
        try (var server = Sockets.server()) {
            var name = Sockets.nameOf(server);
            var child = children.spawn("cat");

            assertThatIllegalStateException()
                    .isThrownBy(() -> child.send("with", Handle.of(server)))
                    .withMessageContaining("has no channel");

            assertThat(Sockets.descriptorsOf(name)).isEqualTo(1);
        }
    }

    /** A name opens nothing. */
    @Test
    void handleThatIsNeverSentHoldsNoDescriptor() throws Exception {
        try (var server = Sockets.server()) {
            var name = Sockets.nameOf(server);

            var handle = Handle.of(server).type("net.Native").key("k").keepOpen();

            assertThat(Sockets.descriptorsOf(name)).isEqualTo(1);
            assertThat(handle).hasToString("net.Native");
        }
    }
}
