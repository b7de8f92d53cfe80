package io.forkedchild.posix;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Reads the memory of another process, to see what the arguments of its system call point to: proc(5), /proc/pid/mem. */
public final class ProcessMemory {

    private ProcessMemory() {}

    /** So many bytes at an address, in the order of this machine; empty if they cannot be read. */
    public static Optional<ByteBuffer> read(int pid, long address, int length) {
        return readAtMost(pid, address, length).filter(bytes -> bytes.remaining() == length);
    }

    /** The same; fewer bytes if the memory that can be read ends before. */
    public static Optional<ByteBuffer> readAtMost(int pid, long address, int length) {
        if (address <= 0) {
            return Optional.empty();
        }
        var bytes = new byte[length];
        try (var memory = new RandomAccessFile("/proc/" + pid + "/mem", "r")) {
            memory.seek(address);
            int count = Math.max(0, memory.read(bytes));
            return Optional.of(ByteBuffer.wrap(bytes, 0, count).order(ByteOrder.nativeOrder()));
        } catch (IOException notReadable) {
            return Optional.empty();
        }
    }
}
