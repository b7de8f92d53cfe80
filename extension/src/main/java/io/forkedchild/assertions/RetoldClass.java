package io.forkedchild.assertions;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.assertj.core.api.AbstractAssert;

/**
 * A subclass of a class of assertions, in which a {@link Retelling} gets the failures of all assertions. AssertJ leaves no
 * other place to lay out a text: it puts the description in front of the sentence, and makes the error where nobody else is.
 *
 * <p>Written with the ASM inside Byte Buddy, in some 20 ms a class. Byte Buddy itself takes as long as half a second.
 */
final class RetoldClass {

    /** How the names of all begin. */
    static final String NAMES = RetoldClass.class.getPackageName() + ".Retold";

    private static final Map<Class<?>, Class<?>> CLASSES = new ConcurrentHashMap<>();
    private static final Set<String> NO_ASSERTIONS =
            Set.of("actual", "equals", "getWritableAssertionInfo", "hashCode", "toString");
    private static final Type OBJECT = Type.getType(Object.class);
    private static final Type THROWABLE = Type.getType(Throwable.class);
    private static final Type RETELLING = Type.getType(Retelling.class);
    private static final String FIELD = "retelling";

    private final Class<?> assertions;
    private final String parent;
    private final String name;
    private final ClassWriter written = new ClassWriter(ClassWriter.COMPUTE_MAXS);

    private RetoldClass(Class<?> assertions) {
        this.assertions = assertions;
        this.parent = Type.getInternalName(assertions);
        this.name = NAMES.replace('.', '/') + assertions.getSimpleName();
    }

    /**
     * Made once for each.
     *
     * @throws LinkageError if it cannot be made with the AssertJ and the Byte Buddy that there are
     */
    @SuppressWarnings("unchecked") // it is a subclass
    static <A extends AbstractAssert<?, ?>> Class<? extends A> of(Class<A> assertions) {
        return (Class<? extends A>) CLASSES.computeIfAbsent(assertions, each -> new RetoldClass(each).define());
    }

    private Class<?> define() {
        var lookup = MethodHandles.lookup();
        try {
            return lookup.ensureInitialized(lookup.defineClass(bytes()));
        } catch (IllegalAccessException notOfThisPackage) {
            throw new IllegalStateException(notOfThisPackage);
        }
    }

    private byte[] bytes() {
        written.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                name,
                null,
                parent,
                new String[] {Type.getInternalName(Retold.class)});
        written.visitField(Opcodes.ACC_PRIVATE, FIELD, RETELLING.getDescriptor(), null, null)
                .visitEnd();
        for (var constructor : assertions.getConstructors()) {
            write(constructor);
        }
        writeSetter();
        writeMethods();
        written.visitEnd();
        return written.toByteArray();
    }

    private void write(Constructor<?> constructor) {
        var descriptor = Type.getConstructorDescriptor(constructor);
        var code = written.visitMethod(Opcodes.ACC_PUBLIC, "<init>", descriptor, null, null);
        code.visitCode();
        callParent(code, "<init>", descriptor);
        code.visitInsn(Opcodes.RETURN);
        end(code);
    }

    private void writeSetter() {
        var code = written.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL,
                FIELD,
                Type.getMethodDescriptor(Type.VOID_TYPE, RETELLING),
                null,
                null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitFieldInsn(Opcodes.PUTFIELD, name, FIELD, RETELLING.getDescriptor());
        code.visitInsn(Opcodes.RETURN);
        end(code);
    }

    private void writeMethods() {
        var seen = new HashSet<String>();
        for (Class<?> type = assertions; type != Object.class; type = type.getSuperclass()) {
            for (var method : type.getDeclaredMethods()) {
                if (isInherited(method)
                        && seen.add(method.getName() + Type.getMethodDescriptor(method))
                        && isAssertion(method)) {
                    write(method);
                }
            }
        }
    }

    private static boolean isInherited(Method method) {
        return !Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers());
    }

    /** AssertJ's final methods, those with generic arrays, call one that is not final: {@code containsForProxy}. */
    private static boolean isAssertion(Method method) {
        return !Modifier.isFinal(method.getModifiers())
                && !method.isBridge()
                && (Modifier.isPublic(method.getModifiers()) || method.getName().endsWith("ForProxy"))
                && !NO_ASSERTIONS.contains(method.getName());
    }

    /** {@code begin(); try { result = super.method(…); end(result); return result; } catch (any) { throw failed(any); }}. */
    private void write(Method method) {
        var descriptor = Type.getMethodDescriptor(method);
        int access = method.getModifiers() & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED);
        var code = written.visitMethod(access, method.getName(), descriptor, null, null);
        var from = new Label();
        var to = new Label();
        var failed = new Label();
        code.visitCode();
        code.visitTryCatchBlock(from, to, failed, null);
        callRetelling(code, "begin", Type.VOID_TYPE);
        code.visitLabel(from);
        callParent(code, method.getName(), descriptor);
        code.visitLabel(to);
        writeReturn(code, Type.getReturnType(method));
        code.visitLabel(failed);
        writeFrame(code, descriptor);
        callRetelling(code, "failed", THROWABLE, THROWABLE);
        code.visitInsn(Opcodes.ATHROW);
        end(code);
    }

    private void writeReturn(MethodVisitor code, Type result) {
        boolean isObject = result.getSort() == Type.OBJECT;
        code.visitInsn(isObject ? Opcodes.DUP : Opcodes.ACONST_NULL);
        callRetelling(code, "end", Type.VOID_TYPE, OBJECT);
        code.visitInsn(result.getOpcode(Opcodes.IRETURN));
    }

    /** Static, with what lies on the stack and the retelling. */
    private void callRetelling(MethodVisitor code, String what, Type result, Type... stack) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, name, FIELD, RETELLING.getDescriptor());
        var arguments = Stream.concat(Stream.of(stack), Stream.of(RETELLING)).toArray(Type[]::new);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                RETELLING.getInternalName(),
                what,
                Type.getMethodDescriptor(result, arguments),
                false);
    }

    private void callParent(MethodVisitor code, String what, String descriptor) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        int slot = 1;
        for (var argument : Type.getArgumentTypes(descriptor)) {
            code.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
            slot += argument.getSize();
        }
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, parent, what, descriptor, false);
    }

    /** What the verifier wants to know of a handler: the types of {@code this} and the arguments, and what was caught. */
    private void writeFrame(MethodVisitor code, String descriptor) {
        var locals = Stream.concat(
                        Stream.<Object>of(name),
                        Stream.of(Type.getArgumentTypes(descriptor)).map(RetoldClass::frameType))
                .toArray();
        code.visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {THROWABLE.getInternalName()});
    }

    private static Object frameType(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.CHAR, Type.BYTE, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }

    private static void end(MethodVisitor code) {
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
