package io.forkedchild.jvm;

import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The names of what a lambda has captured, as far as the compiler has kept them. */
final class CapturedNames {

    static final String THIS = "this";

    private CapturedNames() {}

    static List<String> of(Serializable lambda, SerializedLambda description) throws ReflectiveOperationException {
        var names = new ArrayList<String>();
        if (description.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic) {
            names.add(description.getImplMethodName().startsWith("lambda$") ? THIS : "the object before ::");
        }
        int first = names.size();
        var method = method(lambda, description);
        for (int i = first; i < description.getCapturedArgCount(); i++) {
            var parameter = method.getParameters()[i - first];
            names.add(
                    parameter.isNamePresent()
                            ? parameter.getName()
                            : "the captured " + parameter.getType().getSimpleName() + " (value " + (i - first + 1)
                                    + " of " + description.getCapturedArgCount() + ")");
        }
        return names;
    }

    private static Method method(Serializable lambda, SerializedLambda description)
            throws ReflectiveOperationException {
        var type = Class.forName(
                description.getImplClass().replace('/', '.'),
                false,
                lambda.getClass().getClassLoader());
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(description.getImplMethodName()))
                .findFirst()
                .orElseThrow(NoSuchMethodException::new);
    }
}
