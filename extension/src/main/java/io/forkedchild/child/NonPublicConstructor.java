package io.forkedchild.child;

import java.lang.reflect.Constructor;

/**
 * Makes objects of JDK classes that have no public constructor. The module {@code jdk.unsupported} offers that to everybody,
 * without a flag and without a warning; where it is missing, {@code --add-opens} is needed.
 */
final class NonPublicConstructor {

    private NonPublicConstructor() {}

    static Object make(Class<?> type, Class<?>[] parameters, Object... arguments) throws ReflectiveOperationException {
        return accessible(type.getDeclaredConstructor(parameters)).newInstance(arguments);
    }

    private static Constructor<?> accessible(Constructor<?> constructor) throws ReflectiveOperationException {
        Class<?> factory;
        try {
            factory = Class.forName("sun.reflect.ReflectionFactory");
        } catch (ClassNotFoundException withoutModule) {
            constructor.setAccessible(true);
            return constructor;
        }
        var method = factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
        var instance = factory.getMethod("getReflectionFactory").invoke(null);
        return (Constructor<?>) method.invoke(instance, constructor.getDeclaringClass(), constructor);
    }
}
