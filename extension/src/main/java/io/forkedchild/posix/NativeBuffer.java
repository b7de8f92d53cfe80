package io.forkedchild.posix;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Memory outside of the heap for reading and writing; made once and reused, by one thread at a time. The JVM frees it
 * when it is unreachable.
 */
public final class NativeBuffer {

    private final ByteBuffer memory;
    private final long address;
    private @Nullable MessageHeader header;

    /** The capacity is in bytes. */
    public NativeBuffer(int capacity) {
        memory = ByteBuffer.allocateDirect(capacity);
        address = Pointer.nativeValue(Native.getDirectBufferPointer(memory));
    }

    public int capacity() {
        return memory.capacity();
    }

    /**
     * Copies {@code length} bytes of {@code source}, beginning at {@code from}, to the position {@code at} of this
     * buffer.
     */
    public void put(int at, byte[] source, int from, int length) {
        memory.put(at, source, from, length);
    }

    /** A copy of the first {@code length} bytes. */
    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        get(length, bytes, 0);
        return bytes;
    }

    /** Copies the first {@code length} bytes of this buffer to the position {@code at} of {@code target}. */
    public void get(int length, byte[] target, int at) {
        memory.get(0, target, at, length);
    }

    /** Valid while this buffer is reachable: callers need a reachability fence behind the native call. */
    long address() {
        return address;
    }

    /** Describes bytes of this buffer to the calls that pass more than bytes; made at the first of them. */
    MessageHeader header(int offset, int length) {
        if (header == null) {
            header = new MessageHeader();
        }
        return header.of(address + offset, length);
    }
}
