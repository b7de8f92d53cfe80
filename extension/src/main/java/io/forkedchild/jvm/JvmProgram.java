package io.forkedchild.jvm;

import io.forkedchild.child.ChildCallable;
import io.forkedchild.ipc.JvmCommands;
import io.forkedchild.text.Check;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a forked JVM is to run.
 *
 * @param name a short one, for people
 * @param home the class that it is in
 * @param arguments the main class and its arguments; none for a lambda
 * @param work a lambda, as the members of a message
 * @param hasResult whether what it returns comes back
 */
public record JvmProgram(
        String name, Class<?> home, List<String> arguments, Optional<Map<String, Object>> work, boolean hasResult) {

    /**
     * A main class with its arguments.
     *
     * @throws IllegalArgumentException if the class has no {@code public static void main(String[])}
     */
    public static JvmProgram mainClass(Class<?> main, List<String> args) {
        Check.that(
                hasMain(Check.given("mainClass", main)),
                "mainClass",
                "must have a public static void main(String[])",
                main);
        var arguments = new ArrayList<>(List.of(main.getName()));
        arguments.addAll(Check.texts("args", args));
        var name = main.getSimpleName().isEmpty() ? main.getName() : main.getSimpleName();
        return new JvmProgram(name, main, List.copyOf(arguments), Optional.empty(), false);
    }

    private static boolean hasMain(Class<?> type) {
        try {
            var main = type.getMethod("main", String[].class);
            return Modifier.isStatic(main.getModifiers()) && main.getReturnType() == void.class;
        } catch (NoSuchMethodException missing) {
            return false;
        }
    }

    /** What tells a JVM to run it that was started without arguments. */
    public Map<String, Object> message() {
        return work.orElseGet(() -> Map.of(
                JvmCommands.COMMAND,
                JvmCommands.RUN,
                JvmCommands.MAIN,
                arguments.get(0),
                JvmCommands.ARGUMENTS,
                arguments.subList(1, arguments.size())));
    }

    /**
     * A lambda, which travels as a message.
     *
     * @throws IllegalArgumentException if something that it captures cannot travel; the text names it
     */
    public static JvmProgram lambda(Serializable lambda) {
        var travelling = TravellingLambda.of(Check.given("lambda", lambda));
        return new JvmProgram(
                "lambda",
                travelling.home(),
                List.of(),
                Optional.of(travelling.message()),
                lambda instanceof ChildCallable<?>);
    }
}
