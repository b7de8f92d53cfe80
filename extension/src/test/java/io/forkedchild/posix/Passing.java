package io.forkedchild.posix;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** Passes several descriptors with one message, as programs in C can. */
public final class Passing {

    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int HEADER = 56;
    private static final int CONTROL_HEADER = 16;

    private Passing() {}

    public static void send(Fd socket, byte[] bytes, Fd... attached) {
        int controlLength = CONTROL_HEADER + attached.length * Integer.BYTES;
        try (Memory body = new Memory(bytes.length);
                Memory vector = new Memory(16);
                Memory control = new Memory(controlLength + 8);
                Memory message = new Memory(HEADER)) {
            body.write(0, bytes, 0, bytes.length);
            vector.setPointer(0, body);
            vector.setLong(8, bytes.length);
            control.setLong(0, controlLength);
            control.setInt(8, SOL_SOCKET);
            control.setInt(12, SCM_RIGHTS);
            for (int i = 0; i < attached.length; i++) {
                control.setInt(CONTROL_HEADER + (long) i * Integer.BYTES, attached[i].number());
            }
            message.clear();
            message.setPointer(16, vector);
            message.setLong(24, 1);
            message.setPointer(32, control);
            message.setLong(40, controlLength);
            long sent = Libc.sendmsg(socket.number(), Pointer.nativeValue(message), 0);
            if (sent != bytes.length) {
                throw new PosixException("sendmsg of a test", Libc.errno());
            }
        }
    }
}
