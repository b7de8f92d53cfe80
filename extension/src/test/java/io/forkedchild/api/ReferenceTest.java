package io.forkedchild.api;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ExecOptions;
import io.forkedchild.ForkOptions;
import io.forkedchild.LaunchOptions;
import io.forkedchild.SpawnOptions;
import io.forkedchild.assertions.ForkedChildAssertions;
import io.forkedchild.assertions.MessageMatcher;
import io.forkedchild.assertions.Moment;
import io.forkedchild.await.ForkedChildAwait;
import io.forkedchild.junit.Exec;
import io.forkedchild.junit.ExecFile;
import io.forkedchild.junit.Fork;
import io.forkedchild.junit.Spawn;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/reference.md} has each option, annotation member, assertion and parameter, and none that is not there. */
class ReferenceTest {

    private static final List<Class<? extends Annotation>> VERBS =
            List.of(Spawn.class, Exec.class, ExecFile.class, Fork.class);
    private static final Set<String> MEMBERS_WITHOUT_OPTION = Set.of("value", "main", "args");
    private static final Pattern PARAMETER = Pattern.compile("\"(forkedchild\\.\\w+)\"");
    private static final Pattern PROPERTY_OF_TESTS =
            Pattern.compile("(?:getBoolean|getInteger|getProperty)\\(\\s*\"(forkedchild\\.\\w+)\"");

    private static ReferencePage page;

    @BeforeAll
    static void read() throws IOException {
        page = ReferencePage.read();
    }

    static Stream<Class<?>> options() {
        return Stream.of(SpawnOptions.class, ExecOptions.class, ForkOptions.class)
                .flatMap(ReferenceTest::withParents)
                .distinct();
    }

    private static Stream<Class<?>> withParents(Class<?> type) {
        return Stream.<Class<?>>iterate(type, Class::getSuperclass).takeWhile(parent -> parent != Object.class);
    }

    @ParameterizedTest
    @MethodSource("options")
    void optionsAreOnThePage(Class<?> type) {
        var rows = page.rowsAbout(type.getSimpleName());

        assertThat(ReferencePage.names(rows)).isEqualTo(names(type, ReferenceTest::isOption));
        assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(4).doesNotContain(""));
    }

    private static boolean isOption(Method method) {
        return !isStatic(method) && LaunchOptions.class.isAssignableFrom(method.getReturnType());
    }

    @Test
    void membersOfAnnotationsStandBesideTheirOptions() {
        var members = names(VERBS.stream().flatMap(verb -> Arrays.stream(verb.getDeclaredMethods())));
        members.removeAll(MEMBERS_WITHOUT_OPTION);

        var besideOptions = new TreeSet<String>();
        options().forEach(type -> besideOptions.addAll(ReferencePage.names(page.rowsAbout(type.getSimpleName()), 2)));

        assertThat(besideOptions).isEqualTo(members);
    }

    @Test
    void membersOfAnnotationsHaveTheirDefaults() {
        var rows = page.rowsOf("Which members");

        assertThat(ReferencePage.names(rows))
                .isEqualTo(names(VERBS.stream().flatMap(verb -> Arrays.stream(verb.getDeclaredMethods()))));
        assertThat(rows).allSatisfy(row -> {
            var member = row.get(0).replace("`", "");
            assertThat(row.subList(1, 1 + VERBS.size()))
                    .as(member)
                    .isEqualTo(VERBS.stream().map(verb -> cell(verb, member)).toList());
        });
    }

    private static String cell(Class<? extends Annotation> verb, String member) {
        return Arrays.stream(verb.getDeclaredMethods())
                .filter(method -> method.getName().equals(member))
                .map(ReferenceTest::text)
                .findFirst()
                .orElse("");
    }

    /** Text of the default, as the page writes it. */
    private static String text(Method member) {
        Object value = member.getDefaultValue();
        if (value == null) {
            return "required";
        }
        boolean leftOut = value.equals("") || value.equals(-1) || value.equals(0L) || value == void.class;
        boolean empty = value.getClass().isArray() && Array.getLength(value) == 0;
        return leftOut || empty ? "none" : "`" + value + "`";
    }

    @Test
    void otherAnnotationsAreOnThePage() throws IOException {
        var verbs = VERBS.stream().map(Class::getSimpleName).toList();
        var others = new TreeSet<String>();
        ApiTest.publicTypes()
                .filter(type -> type.isAnnotation() && type.getPackage() == Spawn.class.getPackage())
                .map(Class::getSimpleName)
                .filter(name -> !verbs.contains(name))
                .forEach(others::add);

        assertThat(ReferencePage.names(page.rowsOf("Which other annotations"))).isEqualTo(others);
    }

    static List<Class<?>> assertions() throws IOException {
        return ApiTest.publicTypes()
                .filter(AbstractAssert.class::isAssignableFrom)
                .filter(type -> !names(type, ReferenceTest::isOwnAssertion).isEmpty())
                .toList();
    }

    /** What AssertJ has as well need not be listed. */
    @ParameterizedTest
    @MethodSource("assertions")
    void assertionsAreOnThePage(Class<?> type) {
        var onThePage = ReferencePage.names(page.rowsAbout(type.getSimpleName()));

        assertThat(onThePage).containsAll(names(type, ReferenceTest::isOwnAssertion));
        assertThat(names(Arrays.stream(type.getMethods()))).containsAll(onThePage);
    }

    private static boolean isOwnAssertion(Method method) {
        var parents = withParents(method.getDeclaringClass().getSuperclass())
                .flatMap(parent -> Arrays.stream(parent.getDeclaredMethods()));
        return !isStatic(method) && parents.noneMatch(each -> each.getName().equals(method.getName()));
    }

    @ParameterizedTest
    @ValueSource(classes = {ForkedChildAssertions.class, Moment.class, MessageMatcher.class, ForkedChildAwait.class})
    void factoriesAreOnThePage(Class<?> type) {
        assertThat(ReferencePage.names(page.rowsAbout(type.getSimpleName())))
                .isEqualTo(names(type, ReferenceTest::isStatic));
    }

    @Test
    void parametersOfTheLibraryAreOnThePage() throws IOException {
        assertThat(ReferencePage.names(page.rowsOf("Which parameters are there")))
                .isEqualTo(found(PARAMETER, "src/main/java"));
    }

    @Test
    void parametersOfTheTestsAreOnThePage() throws IOException {
        var found = found(PROPERTY_OF_TESTS, "src/test/java", "../examples/src/test/java");

        assertThat(ReferencePage.names(page.rowsOf("Which parameters do this"))).isEqualTo(found);
    }

    private static Set<String> found(Pattern pattern, String... directories) throws IOException {
        var found = new TreeSet<String>();
        for (var directory : directories) {
            try (var files = Files.walk(Path.of(directory))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    pattern.matcher(Files.readString(file)).results().forEach(match -> found.add(match.group(1)));
                }
            }
        }
        return found;
    }

    private static boolean isStatic(Method method) {
        return Modifier.isStatic(method.getModifiers());
    }

    private static Set<String> names(Class<?> type, Predicate<Method> which) {
        return names(Arrays.stream(type.getDeclaredMethods()).filter(which));
    }

    private static Set<String> names(Stream<Method> methods) {
        return methods.filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .collect(toCollection(TreeSet::new));
    }
}
