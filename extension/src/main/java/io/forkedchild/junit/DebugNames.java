package io.forkedchild.junit;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;

/**
 * Names of parameters from the debug information of a class file, the table of local variables, which Maven and Gradle have
 * compilers write unless told otherwise: The Java Virtual Machine Specification, section 4.7.13.
 */
final class DebugNames {

    private static final int MAGIC = 0xcafebabe;

    private final DataInputStream file;
    private final String method;
    private final String descriptor;
    private final int slot;

    /** Texts of the constant pool by their indices; null for other constants. */
    private String[] texts = {};

    private DebugNames(DataInputStream file, Executable executable, int parameter) {
        this.file = file;
        this.method = executable instanceof Constructor ? "<init>" : executable.getName();
        var types = executable.getParameterTypes();
        var result = executable instanceof Method returning ? returning.getReturnType() : void.class;
        this.descriptor = MethodType.methodType(result, types).toMethodDescriptorString();
        this.slot = (Modifier.isStatic(executable.getModifiers()) ? 0 : 1)
                + Arrays.stream(types, 0, parameter)
                        .mapToInt(type -> type == long.class || type == double.class ? 2 : 1)
                        .sum();
    }

    /** The name of a parameter; empty if the class file, or what it tells of variables, is not there. */
    static Optional<String> of(Executable executable, int parameter) {
        var type = executable.getDeclaringClass();
        try (var file =
                type.getResourceAsStream(type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class")) {
            return file == null
                    ? Optional.empty()
                    : new DebugNames(
                                    new DataInputStream(new ByteArrayInputStream(file.readAllBytes())),
                                    executable,
                                    parameter)
                            .name();
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<String> name() throws IOException {
        if (file.readInt() != MAGIC) {
            return Optional.empty();
        }
        file.skipNBytes(4); // versions
        readConstants();
        file.skipNBytes(6); // access, this class, superclass
        file.skipNBytes(2L * file.readUnsignedShort()); // interfaces
        for (int fields = file.readUnsignedShort(); fields > 0; fields--) {
            file.skipNBytes(6);
            skipAttributes();
        }
        for (int methods = file.readUnsignedShort(); methods > 0; methods--) {
            file.skipNBytes(2);
            var name = text();
            var type = text();
            if (name.equals(method) && type.equals(descriptor)) {
                return nameInMethod();
            }
            skipAttributes();
        }
        return Optional.empty();
    }

    private void readConstants() throws IOException {
        texts = new String[file.readUnsignedShort()];
        for (int i = 1; i < texts.length; i++) {
            int tag = file.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = file.readUTF();
                case 5, 6 -> { // a long or a double takes two indices
                    file.skipNBytes(8);
                    i++;
                }
                case 7, 8, 16, 19, 20 -> file.skipNBytes(2);
                case 15 -> file.skipNBytes(3);
                default -> file.skipNBytes(4);
            }
        }
    }

    private String text() throws IOException {
        var text = texts[file.readUnsignedShort()];
        return text == null ? "" : text;
    }

    private void skipAttributes() throws IOException {
        for (int attributes = file.readUnsignedShort(); attributes > 0; attributes--) {
            file.skipNBytes(2);
            file.skipNBytes(file.readInt());
        }
    }

    private Optional<String> nameInMethod() throws IOException {
        return toAttribute("Code") ? nameInCode() : Optional.empty();
    }

    private Optional<String> nameInCode() throws IOException {
        file.skipNBytes(4); // sizes of stack and frame
        file.skipNBytes(file.readInt());
        file.skipNBytes(8L * file.readUnsignedShort()); // handlers of exceptions
        return toAttribute("LocalVariableTable") ? nameInVariables() : Optional.empty();
    }

    private boolean toAttribute(String name) throws IOException {
        for (int attributes = file.readUnsignedShort(); attributes > 0; attributes--) {
            boolean isFound = text().equals(name);
            int length = file.readInt();
            if (isFound) {
                return true;
            }
            file.skipNBytes(length);
        }
        return false;
    }

    /** A parameter is there from the beginning of the code. */
    private Optional<String> nameInVariables() throws IOException {
        for (int variables = file.readUnsignedShort(); variables > 0; variables--) {
            boolean isParameter = file.readUnsignedShort() == 0;
            file.skipNBytes(2);
            var name = text();
            file.skipNBytes(2);
            if (file.readUnsignedShort() == slot && isParameter) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
