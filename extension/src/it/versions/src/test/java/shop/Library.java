package shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** A class of a library as its file tells it: nothing is loaded that the class needs. */
final class Library extends ClassVisitor {

    private static final Map<String, Library> READ = new HashMap<>();

    private final Set<String> members = new HashSet<>();
    private List<String> parents = List.of();

    private Library() {
        super(Opcodes.ASM9);
    }

    static boolean has(String type) {
        return type.startsWith("java/") || Library.class.getClassLoader().getResource(type + ".class") != null;
    }

    static Library of(String type) {
        if (!READ.containsKey(type)) {
            READ.put(type, type.startsWith("java/") ? ofJdk(type) : read(type));
        }
        return READ.get(type);
    }

    private static Library read(String type) {
        var library = new Library();
        try (var in = Library.class.getClassLoader().getResourceAsStream(type + ".class")) {
            new ClassReader(in).accept(library, ClassReader.SKIP_CODE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return library;
    }

    private static Library ofJdk(String name) {
        var library = new Library();
        try {
            var type = Class.forName(name.replace('/', '.'));
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                Stream.of(each.getDeclaredMethods())
                        .forEach(method -> library.members.add(method.getName() + Type.getMethodDescriptor(method)));
            }
            Stream.of(type.getMethods())
                    .forEach(method -> library.members.add(method.getName() + Type.getMethodDescriptor(method)));
            Stream.of(type.getDeclaredConstructors())
                    .forEach(made -> library.members.add("<init>" + Type.getConstructorDescriptor(made)));
        } catch (ClassNotFoundException newerJdk) {
            throw new IllegalStateException(newerJdk);
        }
        return library;
    }

    boolean hasMember(String nameAndDescriptor) {
        return members.contains(nameAndDescriptor)
                || parents.stream().anyMatch(parent -> has(parent) && of(parent).hasMember(nameAndDescriptor));
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        parents =
                Stream.concat(Stream.ofNullable(parent), Stream.of(interfaces)).toList();
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        members.add(name + descriptor);
        return null;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        members.add(name + descriptor);
        return null;
    }
}
