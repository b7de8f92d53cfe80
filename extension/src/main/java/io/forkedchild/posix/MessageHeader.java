package io.forkedchild.posix;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * The {@code struct msghdr} of {@code sendmsg(2)} and {@code recvmsg(2)} with what it points to but the bytes
 * themselves: one {@code iovec}, an address and the control data of {@code unix(7)}. Reused, as the {@link NativeBuffer} that it
 * belongs to. 64-bit Linux has the same layout on x86-64 and aarch64.
 */
final class MessageHeader {

    /** {@code SCM_MAX_FD}: the kernel passes no more than that at once. */
    static final int MOST_DESCRIPTORS = 253;

    private static final int ADDRESS_POINTER = 0;
    private static final int ADDRESS_LENGTH = 8;
    private static final int IOVEC_POINTER = 16;
    private static final int IOVEC_COUNT = 24;
    private static final int CONTROL_POINTER = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;
    private static final int HEADER_BYTES = 56;

    private static final int IOVEC = HEADER_BYTES;
    private static final int IOVEC_BYTES = 16;

    private static final int ADDRESS = IOVEC + IOVEC_BYTES;

    private static final int CONTROL = ADDRESS + SockAddr.MOST_BYTES;
    private static final int CONTROL_HEADER_BYTES = 16;
    private static final int CONTROL_ALIGNMENT = 8;

    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_CTRUNC = 0x8;

    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(CONTROL + controlBytes(MOST_DESCRIPTORS)).order(ByteOrder.nativeOrder());
    private final long address = Pointer.nativeValue(Native.getDirectBufferPointer(memory));

    private static int controlBytes(int descriptors) {
        int bytes = CONTROL_HEADER_BYTES + descriptors * Integer.BYTES;
        return aligned(bytes);
    }

    private static int aligned(int bytes) {
        return (bytes + CONTROL_ALIGNMENT - 1) / CONTROL_ALIGNMENT * CONTROL_ALIGNMENT;
    }

    /** Valid while this header is reachable. */
    long address() {
        return address;
    }

    /** Describes these bytes and nothing else. */
    MessageHeader of(long bytes, int length) {
        memory.put(0, new byte[HEADER_BYTES]);
        memory.putLong(IOVEC, bytes).putLong(IOVEC + Long.BYTES, length);
        memory.putLong(IOVEC_POINTER, address + IOVEC).putLong(IOVEC_COUNT, 1);
        return this;
    }

    /** Sends the descriptor along with the first byte. */
    MessageHeader attach(Fd descriptor) {
        int length = CONTROL_HEADER_BYTES + Integer.BYTES;
        memory.putLong(CONTROL, length)
                .putInt(CONTROL + 8, SOL_SOCKET)
                .putInt(CONTROL + 12, SCM_RIGHTS)
                .putInt(CONTROL + CONTROL_HEADER_BYTES, descriptor.number());
        return control(controlBytes(1));
    }

    /** Takes as many descriptors as can come. */
    MessageHeader roomForDescriptors() {
        return control(controlBytes(MOST_DESCRIPTORS));
    }

    private MessageHeader control(int length) {
        memory.putLong(CONTROL_POINTER, address + CONTROL).putLong(CONTROL_LENGTH, length);
        return this;
    }

    /** Sends the bytes there. */
    MessageHeader to(SockAddr receiver) {
        memory.put(ADDRESS, receiver.bytes());
        return address(receiver.bytes().length);
    }

    /** Takes the address of the sender. */
    MessageHeader roomForSender() {
        return address(SockAddr.MOST_BYTES);
    }

    private MessageHeader address(int length) {
        memory.putLong(ADDRESS_POINTER, address + ADDRESS).putInt(ADDRESS_LENGTH, length);
        return this;
    }

    /** The address that came; a connection has none. */
    SockAddr sender() {
        byte[] sender = new byte[memory.getInt(ADDRESS_LENGTH)];
        memory.get(ADDRESS, sender);
        return new SockAddr(sender);
    }

    /** Whether the kernel dropped descriptors: there is room for all, so this process has too many open. */
    boolean lostDescriptors() {
        return (memory.getInt(FLAGS) & MSG_CTRUNC) != 0;
    }

    /** Hands over every descriptor that came; closes those that the taker did not come to take, because it threw. */
    void handDescriptors(Consumer<Fd> taker) {
        ArrayDeque<Fd> came = descriptors();
        try {
            while (!came.isEmpty()) {
                taker.accept(came.element());
                came.remove();
            }
        } finally {
            came.forEach(Fd::close);
        }
    }

    private ArrayDeque<Fd> descriptors() {
        ArrayDeque<Fd> came = new ArrayDeque<>();
        int end = CONTROL + (int) memory.getLong(CONTROL_LENGTH);
        for (int at = CONTROL; at + CONTROL_HEADER_BYTES <= end; at += aligned((int) memory.getLong(at))) {
            if (memory.getInt(at + 8) == SOL_SOCKET && memory.getInt(at + 12) == SCM_RIGHTS) {
                addDescriptors(at + CONTROL_HEADER_BYTES, at + (int) memory.getLong(at), came);
            }
        }
        return came;
    }

    private void addDescriptors(int from, int to, ArrayDeque<Fd> came) {
        for (int at = from; at < to; at += Integer.BYTES) {
            came.add(Fd.owning(memory.getInt(at)));
        }
    }
}
