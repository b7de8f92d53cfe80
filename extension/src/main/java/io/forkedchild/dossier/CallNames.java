package io.forkedchild.dossier;

import java.util.HashMap;
import java.util.Map;

/** The names of the system calls that a process may wait in, by their numbers: syscalls(2). */
final class CallNames {

    /** Name, number on x86-64 and on aarch64; a call that aarch64 does not have has the number -1 there. */
    private static final String TABLE = """
            read 0 63, write 1 64, poll 7 -1, pread64 17 67, pwrite64 18 68, readv 19 65, writev 20 66, select 23 -1,
            pause 34 -1, nanosleep 35 101, sendfile 40 71, connect 42 203, accept 43 202, sendto 44 206, recvfrom 45 207,
            sendmsg 46 211, recvmsg 47 212, wait4 61 260, semop 65 193, msgsnd 69 189, msgrcv 70 188, fcntl 72 25,
            flock 73 32, fsync 74 82, fdatasync 75 83, open 2 -1, openat 257 56, rt_sigsuspend 130 133, rt_sigtimedwait 128 137,
            futex 202 98, restart_syscall 219 128, semtimedop 220 192, clock_nanosleep 230 115, epoll_wait 232 -1,
            waitid 247 95, pselect6 270 72, ppoll 271 73, splice 275 76, vmsplice 278 75, tee 276 77, epoll_pwait 281 22,
            accept4 288 242, preadv 295 69, pwritev 296 70, recvmmsg 299 243, sendmmsg 307 269, io_getevents 208 4,
            mq_timedsend 242 182, mq_timedreceive 243 183, io_uring_enter 426 426, epoll_pwait2 441 441, futex_waitv 449 449,
            futex_wait 455 455, copy_file_range 326 285, io_pgetevents 333 292, mount 165 40, exit_group 231 94""";

    private static final Map<Long, String> NAMES = names(System.getProperty("os.arch", ""));

    private CallNames() {}

    static String of(long number) {
        return NAMES.getOrDefault(number, "the system call " + number);
    }

    static Map<Long, String> names(String architecture) {
        var names = new HashMap<Long, String>();
        for (var row : TABLE.split(",\\s+", -1)) {
            var cells = row.split(" ", -1);
            names.put(Long.parseLong(cells[architecture.equals("aarch64") ? 2 : 1]), cells[0]);
        }
        names.remove(-1L);
        return names;
    }
}
