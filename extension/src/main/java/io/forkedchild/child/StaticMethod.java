package io.forkedchild.child;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A static method of a class of the user, called as if it were called directly. */
final class StaticMethod {

    private final Method method;

    private StaticMethod(Method method) {
        this.method = method;
        method.setAccessible(true);
    }

    static StaticMethod main(String type) throws ReflectiveOperationException {
        return new StaticMethod(Class.forName(type).getMethod("main", String[].class));
    }

    /** The only one of that name. */
    static StaticMethod find(String type, String name) throws ReflectiveOperationException {
        for (var method : Class.forName(type).getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                return new StaticMethod(method);
            }
        }
        throw new NoSuchMethodException(type + "." + name);
    }

    @Nullable
    Object call(List<? extends @Nullable Object> arguments) throws Throwable {
        try {
            return method.invoke(null, arguments.toArray());
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }
}
