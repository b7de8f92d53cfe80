package io.forkedchild.jvm;

import io.forkedchild.child.ChildCallable;
import io.forkedchild.child.ChildProgram;
import io.forkedchild.ipc.JvmCommands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A lambda on its way into another JVM.
 *
 * @param home the class in whose source it is
 * @param message what the child is sent
 */
record TravellingLambda(Class<?> home, Map<String, Object> message) {

    /** How javac names the method that it makes of a lambda; each has a name of its own. */
    private static final String METHOD_OF_A_LAMBDA = "lambda$";

    static TravellingLambda of(Serializable lambda) {
        try {
            return lambda.getClass().isHidden() ? ofLambda(lambda) : ofObject(lambda.getClass(), lambda);
        } catch (NotSerializableException failure) {
            throw new IllegalArgumentException(
                    "the lambda cannot travel into another JVM: "
                            + Captures.of(lambda, String.valueOf(failure.getMessage()))
                                    .refusal(),
                    failure);
        } catch (IOException | ReflectiveOperationException | RuntimeException failure) {
            throw new IllegalArgumentException("the lambda cannot travel into another JVM: " + failure, failure);
        }
    }

    /**
     * A lambda mostly travels as a static method with what was captured, which a fresh JVM calls sooner than it makes
     * a lambda.
     */
    private static TravellingLambda ofLambda(Serializable lambda) throws IOException, ReflectiveOperationException {
        var description = description(lambda);
        var home = Class.forName(
                description.getCapturingClass().replace('/', '.'),
                false,
                lambda.getClass().getClassLoader());
        if (description.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic
                || !description.getImplMethodName().startsWith(METHOD_OF_A_LAMBDA)) {
            return ofObject(home, lambda);
        }
        var message = command();
        message.put(JvmCommands.TYPE, description.getImplClass().replace('/', '.'));
        message.put(JvmCommands.METHOD, description.getImplMethodName());
        message.put(JvmCommands.ROLE, role(lambda));
        if (description.getCapturedArgCount() > 0) {
            message.put(JvmCommands.CAPTURED, serialized(captured(description)));
        }
        return new TravellingLambda(home, message);
    }

    private static TravellingLambda ofObject(Class<?> home, Serializable lambda) throws IOException {
        var message = command();
        message.put(JvmCommands.WORK, serialized(lambda));
        return new TravellingLambda(home, message);
    }

    private static Map<String, Object> command() {
        var message = new LinkedHashMap<String, Object>();
        message.put(JvmCommands.COMMAND, JvmCommands.RUN);
        return message;
    }

    private static String role(Serializable lambda) {
        if (lambda instanceof ChildProgram) {
            return JvmCommands.PROGRAM;
        }
        return lambda instanceof ChildCallable<?> ? JvmCommands.CALLABLE : "";
    }

    private static Object[] captured(SerializedLambda description) {
        return IntStream.range(0, description.getCapturedArgCount())
                .mapToObj(description::getCapturedArg)
                .toArray();
    }

    private static String serialized(Object object) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** What the compiler has made of a lambda. */
    static SerializedLambda description(Serializable lambda) throws ReflectiveOperationException {
        var method = lambda.getClass().getDeclaredMethod("writeReplace");
        method.setAccessible(true);
        return (SerializedLambda) method.invoke(lambda);
    }
}
