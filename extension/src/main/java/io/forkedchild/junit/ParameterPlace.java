package io.forkedchild.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.Optional;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.commons.JUnitException;

/** A parameter of a test, of a method around it or of a constructor. */
record ParameterPlace(ParameterContext context) implements Place {

    /** The name is not known if the class was compiled without {@code -parameters} and without names of variables. */
    @Override
    public Optional<String> name() {
        return Optional.of(context.getParameter())
                .filter(Parameter::isNamePresent)
                .map(Parameter::getName)
                .or(() -> DebugNames.of(context.getDeclaringExecutable(), context.getIndex()));
    }

    @Override
    public Class<?> type() {
        return context.getParameter().getType();
    }

    @Override
    public AnnotatedElement element() {
        return context.getAnnotatedElement();
    }

    @Override
    public String kind() {
        return "parameter";
    }

    @Override
    public ParameterResolutionException exception(String message) {
        return new ParameterResolutionException(message);
    }

    JUnitException refusalOfBareChild() {
        var child = name().orElse("child");
        return refusal("""
                a ForkedChild needs something to launch. Annotate the parameter with @Spawn, @Exec, @ExecFile or @Fork:
                    void test(@Spawn({"ls", "-l"}) ForkedChild %s)
                or take the launcher instead:
                    void test(ForkedChildren children) { var %s = children.spawn("ls", "-l"); }
                """.formatted(child, child).strip());
    }

    /** Refuses a place among the parameters that get the arguments of a parameterized test. */
    void requireOrder() {
        if (ParameterOrder.isWrong(context.getDeclaringExecutable(), context.getIndex())) {
            throw refusal("put it last: JUnit gives the arguments of a parameterized test to its first parameters,"
                    + " as in test(String value, @Spawn(\"cat\") ForkedChild child)");
        }
    }

    @Override
    public String toString() {
        var executable = context.getDeclaringExecutable();
        var type = executable.getDeclaringClass().getName();
        return name().map(name -> "parameter '" + name + "'").orElse("parameter " + context.getIndex())
                + (executable instanceof Constructor
                        ? " of the constructor of " + type
                        : " of " + type + "." + executable.getName());
    }
}
