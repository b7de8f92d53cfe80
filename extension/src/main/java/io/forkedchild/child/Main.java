package io.forkedchild.child;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a forked JVM begins. With arguments it runs the main class that the first one names; without, it waits until the parent
 * says what is to be run: a lambda, or a main class if the JVM was started before anybody knew of it.
 */
final class Main {

    private Main() {}

    /** What is thrown ends the JVM as if there were nothing in between. */
    public static void main(String... args) throws Throwable {
        var parent = ParentProcess.current();
        var outcome = new Outcome(parent);
        try {
            outcome.returned(args.length == 0 ? work(parent) : mainClass(args));
        } catch (Throwable thrown) {
            outcome.threw(thrown);
            throw thrown;
        }
    }

    private static @Nullable String work(ParentProcess parent) throws Throwable {
        var message = parent.work();
        return message.isEmpty() ? null : new Work(message.get(), parent).run();
    }

    private static @Nullable String mainClass(String... args) throws Throwable {
        StaticMethod.main(args[0]).call(List.of((Object) Arrays.copyOfRange(args, 1, args.length)));
        return null;
    }
}
