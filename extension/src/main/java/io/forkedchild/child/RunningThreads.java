package io.forkedchild.child;

import io.forkedchild.ipc.JvmCommands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The threads that keep a JVM running although its main method has returned. */
final class RunningThreads {

    /** Waits for the others, since it is what becomes of the main thread. */
    private static final String WAITING_FOR_OTHERS = "DestroyJavaVM";

    private static final int MARGIN = 16;

    private RunningThreads() {}

    static List<Thread> besides(Thread main) {
        var group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        var threads = new Thread[group.activeCount() + MARGIN];
        int count = group.enumerate(threads);
        var running = new ArrayList<Thread>();
        for (int i = 0; i < count; i++) {
            var thread = threads[i];
            if (thread != main && !thread.isDaemon() && !isOurs(thread.getName())) {
                running.add(thread);
            }
        }
        return running;
    }

    /** What they are doing, as members of a message. */
    static List<Map<String, Object>> described(List<Thread> threads) {
        var described = new ArrayList<Map<String, Object>>();
        for (var thread : threads) {
            var members = new LinkedHashMap<String, Object>();
            members.put(JvmCommands.THREAD, thread.getName());
            members.put(JvmCommands.STATE, thread.getState().name());
            members.put(JvmCommands.FRAMES, StackFrames.of(thread.getStackTrace()));
            described.add(members);
        }
        return described;
    }

    private static boolean isOurs(String name) {
        return name.equals(Outcome.LISTENER) || name.equals(WAITING_FOR_OTHERS);
    }
}
