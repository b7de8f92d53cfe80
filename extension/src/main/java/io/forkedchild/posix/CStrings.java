package io.forkedchild.posix;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * An array of C strings that ends with a null pointer, such as {@code argv}: first the pointers, then the bytes. UTF-8
 * whatever the locale.
 */
final class CStrings implements AutoCloseable {

    private final Memory memory;

    /** What the strings are, such as {@code argument}, is for the error only. */
    CStrings(String what, List<String> strings) {
        List<byte[]> terminated =
                strings.stream().map(string -> terminated(what, string)).toList();
        int pointers = (strings.size() + 1) * Long.BYTES;
        int size =
                pointers + terminated.stream().mapToInt(bytes -> bytes.length).sum();
        memory = new Memory(size);
        memory.write(0, image(terminated, pointers, size), 0, size);
    }

    private byte[] image(List<byte[]> strings, int pointers, int size) {
        ByteBuffer image = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
        int at = pointers;
        for (byte[] string : strings) {
            image.putLong(address() + at).put(at, string);
            at += string.length;
        }
        return image.array();
    }

    /**
     * The bytes of one string, and the NUL that ends it.
     *
     * @throws IllegalArgumentException if there is a NUL in the string, where C would cut it
     */
    static byte[] terminated(String what, String string) {
        requireNoNul(what, string);
        byte[] bytes = string.getBytes(UTF_8);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    static void requireNoNul(String what, String string) {
        if (string.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " contains a NUL: \"" + string.replace("\0", "\\0") + '"');
        }
    }

    /** Valid until {@link #close()}. */
    long address() {
        return Pointer.nativeValue(memory);
    }

    @Override
    public void close() {
        memory.close();
    }
}
