package io.forkedchild.posix;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.Optional;

/** What a child does between its start and the exec, in this order: {@code posix_spawn_file_actions_t}. */
final class SpawnActions implements AutoCloseable {

    /** Room for the struct, which glibc makes 80 bytes. */
    private static final int SIZE = 512;

    private final Memory memory = new Memory(SIZE);

    SpawnActions() {
        Libc.checkReturned("posix_spawn_file_actions_init", Libc.posix_spawn_file_actions_init(address()));
    }

    /**
     * Makes each source the descriptor of its position, and closes all others: also those that the JVM or a library
     * opened without close-on-exec.
     */
    void assign(List<Optional<Fd>> sources) {
        for (int slot = 0; slot < sources.size(); slot++) {
            assign(sources.get(slot), slot);
        }
        Libc.checkReturned(
                "posix_spawn_file_actions_addclosefrom_np",
                Libc.posix_spawn_file_actions_addclosefrom_np(address(), sources.size()));
    }

    private void assign(Optional<Fd> source, int slot) {
        if (source.isPresent()) {
            int from = source.get().number();
            Libc.checkReturned(
                    "posix_spawn_file_actions_adddup2", Libc.posix_spawn_file_actions_adddup2(address(), from, slot));
        } else {
            // A slot that is closed already is no error: glibc ignores EBADF here.
            Libc.checkReturned(
                    "posix_spawn_file_actions_addclose", Libc.posix_spawn_file_actions_addclose(address(), slot));
        }
    }

    void changeDirectory(String cwd) {
        Libc.checkReturned(
                "posix_spawn_file_actions_addchdir_np",
                Libc.posix_spawn_file_actions_addchdir_np(address(), CStrings.terminated("cwd", cwd)));
    }

    long address() {
        return Pointer.nativeValue(memory);
    }

    @Override
    public void close() {
        Libc.posix_spawn_file_actions_destroy(address());
        memory.close();
    }
}
