package io.forkedchild.api;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The public API is what {@code api.txt} says: a change of it is made there, too, and so is seen. */
class ApiTest {

    private static final Path APPROVED = Path.of("src/test/resources/api.txt");
    private static final Path PRESENT = Path.of("target/api.txt");

    @Test
    void publicApiIsTheApprovedOne() throws IOException {
        var present = presentApi();
        Files.writeString(PRESENT, present);

        assertThat(present)
                .as("the public API; if the change is wanted: cp extension/%s extension/%s", PRESENT, APPROVED)
                .isEqualTo(Files.readString(APPROVED));
    }

    /** The compiler's own check, {@code -Xlint:exports}, also asks for JSpecify's annotations, which users need not have. */
    @Test
    void publicApiNamesNoHiddenType() throws IOException {
        var packages = Pattern.compile("\\b(io\\.forkedchild(\\.[a-z0-9]+)*)\\.[A-Z]")
                .matcher(presentApi())
                .results()
                .map(name -> name.group(1))
                .toList();

        assertThat(packages).isNotEmpty().isSubsetOf(exportedPackages());
    }

    private static String presentApi() throws IOException {
        return publicTypes().map(PublicType::new).flatMap(PublicType::lines).collect(joining("\n", "", "\n"));
    }

    /** The types of the exported packages that their users see. */
    static Stream<Class<?>> publicTypes() throws IOException {
        var exported = exportedPackages();
        try (var files = Files.walk(classes().resolve("io/forkedchild"))) {
            List<Class<?>> types = files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> exported.contains(
                            classes().relativize(file.getParent()).toString().replace('/', '.')))
                    .map(file -> classes().relativize(file).toString())
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> !name.endsWith("package-info"))
                    .sorted()
                    .<Class<?>>map(ApiTest::load)
                    .filter(type -> new PublicType(type).isVisible())
                    .toList();
            return types.stream();
        }
    }

    private static Set<String> exportedPackages() {
        var module = ModuleFinder.of(classes()).findAll().iterator().next().descriptor();
        return module.exports().stream().map(ModuleDescriptor.Exports::source).collect(toSet());
    }

    private static Path classes() {
        try {
            return Path.of(ForkedChild.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApiTest.class.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
