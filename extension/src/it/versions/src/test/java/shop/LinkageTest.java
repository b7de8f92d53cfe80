package shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import org.junit.jupiter.api.Test;

/** Whatever the extension calls exists in these versions of the libraries, whether another test calls it or not. */
class LinkageTest {

    /** What a class of its own guards, and since when it exists. */
    private static final Map<String, String> GUARDED = Map.of(
            "com.fasterxml.jackson.core.StreamWriteConstraints", "Jackson 2.16",
            "com.fasterxml.jackson.core.StreamReadConstraints$Builder.maxNameLength", "Jackson 2.16",
            "com.fasterxml.jackson.core.JsonFactoryBuilder.streamWriteConstraints", "Jackson 2.16",
            "org.junit.jupiter.api.extension.TestInstantiationAwareExtension", "JUnit 5.12");

    /** Libraries that only some matchers need, and annotations that nobody needs at run time. */
    private static final List<String> OPTIONAL =
            List.of("com.networknt.schema.", "net.javacrumbs.jsonunit.", "org.jspecify.annotations.");

    @Test
    void everythingThatIsCalledExists() throws Exception {
        var missing = new TreeMap<String, String>();

        for (var entry : classesOfTheExtension().entrySet()) {
            var references = new References(entry.getValue());
            references.missing().forEach(reference -> missing.put(reference, "in " + entry.getKey()));
        }

        missing.keySet().removeIf(LinkageTest::isExcused);
        assertThat(missing).isEmpty();
    }

    private static boolean isExcused(String reference) {
        return Stream.concat(OPTIONAL.stream(), GUARDED.keySet().stream()).anyMatch(reference::startsWith);
    }

    @Test
    void everythingThatMustBeImplementedIs() throws Exception {
        var missing = new TreeSet<String>();

        for (var name : classesOfTheExtension().keySet()) {
            try {
                var type = Class.forName(name, false, getClass().getClassLoader());
                if (!Modifier.isAbstract(type.getModifiers())) {
                    Stream.of(type.getMethods())
                            .filter(method -> Modifier.isAbstract(method.getModifiers()))
                            .map(Method::toString)
                            .forEach(missing::add);
                }
            } catch (NoClassDefFoundError guarded) {
                assertThat(guarded.getMessage().replace('/', '.')).matches(LinkageTest::isExcused);
            }
        }

        assertThat(missing).isEmpty();
    }

    private static Map<String, byte[]> classesOfTheExtension() throws Exception {
        var location = ForkedChild.class.getProtectionDomain().getCodeSource().getLocation();
        var classes = new TreeMap<String, byte[]>();
        try (var jar = new JarFile(Path.of(location.toURI()).toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                var name = entry.getName();
                if (name.endsWith(".class") && !name.equals("module-info.class")) {
                    classes.put(name.replace(".class", "").replace('/', '.'), read(jar, entry));
                }
            }
        }
        assertThat(classes).hasSizeGreaterThan(300);
        return classes;
    }

    private static byte[] read(JarFile jar, JarEntry entry) throws IOException {
        try (var in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /** All types, fields and methods of libraries that a class names; read by a tool that only wants to rename them. */
    private static final class References extends Remapper {

        private final TreeSet<String> missing = new TreeSet<>();

        References(byte[] type) {
            new ClassReader(type).accept(new ClassRemapper(new ClassWriter(0), this), 0);
        }

        TreeSet<String> missing() {
            return missing;
        }

        @Override
        public String map(String type) {
            if (isOfLibrary(type) && !Library.has(type)) {
                missing.add(type.replace('/', '.'));
            }
            return type;
        }

        @Override
        public String mapMethodName(String owner, String name, String descriptor) {
            return member(owner, name, descriptor);
        }

        @Override
        public String mapFieldName(String owner, String name, String descriptor) {
            return member(owner, name, descriptor);
        }

        private String member(String owner, String name, String descriptor) {
            if (isOfLibrary(owner) && Library.has(owner) && !Library.of(owner).hasMember(name + descriptor)) {
                missing.add(owner.replace('/', '.') + "." + name + descriptor);
            }
            return name;
        }

        private static boolean isOfLibrary(String type) {
            return !type.startsWith("io/forkedchild/") && !type.startsWith("java/") && !type.startsWith("[");
        }
    }
}
