package io.forkedchild.child;

import io.forkedchild.ipc.JvmCommands;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has come over the channel to be run: from the parent of this JVM, the only one whose objects are read. */
final class Work {

    private final Map<?, ?> message;
    private final ParentProcess parent;

    Work(Map<?, ?> message, ParentProcess parent) {
        this.message = message;
        this.parent = parent;
    }

    /** What it returns, serialized in base64; null if it is one that returns nothing. */
    @Nullable
    String run() throws Throwable {
        if (message.get(JvmCommands.MAIN) instanceof String main) {
            return runMain(main);
        }
        return message.get(JvmCommands.WORK) instanceof String work ? run(Serialized.read(work)) : runMethod();
    }

    private @Nullable String runMain(String main) throws Throwable {
        var arguments = message.get(JvmCommands.ARGUMENTS) instanceof List<?> texts ? texts : List.of();
        StaticMethod.main(main).call(List.of((Object) arguments.toArray(new String[0])));
        return null;
    }

    private @Nullable String run(@Nullable Object lambda) throws Exception {
        if (lambda instanceof ChildCallable<?> callable) {
            return Serialized.write(callable.call());
        }
        if (lambda instanceof ChildProgram program) {
            program.run(parent);
        } else if (lambda instanceof ChildRunnable runnable) {
            runnable.run();
        }
        return null;
    }

    /** What a lambda would do, without making one: in a fresh JVM that takes as long as all the rest. */
    private @Nullable String runMethod() throws Throwable {
        var arguments = new ArrayList<@Nullable Object>();
        if (message.get(JvmCommands.CAPTURED) instanceof String captured
                && Serialized.read(captured) instanceof Object[] values) {
            arguments.addAll(Arrays.asList(values));
        }
        if (JvmCommands.PROGRAM.equals(message.get(JvmCommands.ROLE))) {
            arguments.add(parent);
        }
        var value = StaticMethod.find(text(JvmCommands.TYPE), text(JvmCommands.METHOD))
                .call(arguments);
        return JvmCommands.CALLABLE.equals(message.get(JvmCommands.ROLE)) ? Serialized.write(value) : null;
    }

    private String text(String member) {
        return String.valueOf(message.get(member));
    }
}
