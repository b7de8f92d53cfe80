package io.forkedchild.examples;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Java code in the documentation is code that is compiled and run here, and its links lead somewhere. */
class DocumentationTest {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern XML = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern LINK_TO_HEADING = Pattern.compile("\\]\\(([^)#:]*)#([^)]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    private static final Path EXAMPLES = PROJECT.resolve("docs/documented-examples.md");
    private static final Pattern REFERENCE = Pattern.compile("\\]\\[(\\w+)]");
    private static final Pattern TEST_METHOD = Pattern.compile("(?<!\\[)`(\\w+)`");

    static List<Path> pages() throws IOException {
        try (var docs = Files.walk(PROJECT.resolve("docs"));
                var root = Files.list(PROJECT)) {
            return Stream.concat(docs, root)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void javaInAPageIsPartOfATest(Path page) throws IOException {
        var tests = withoutBlanks(allTests());

        JAVA.matcher(Files.readString(page))
                .results()
                .map(block -> withoutBlanks(block.group(1)))
                .forEach(block -> assertThat(tests).contains(block));
    }

    @ParameterizedTest
    @CsvSource({"README.md, first-test", "docs/exit-tests.md, jvm-children/coverage"})
    void xmlOfAPageIsThatOfAProjectThatIsBuilt(String markdown, String project) throws IOException {
        var page = Files.readString(PROJECT.resolve(markdown));
        var pom = Files.readString(
                PROJECT.resolve("extension/src/it").resolve(project).resolve("pom.xml"));

        assertThat(XML.matcher(page).results().map(block -> withoutBlanks(block.group(1))))
                .singleElement(STRING)
                .isSubstringOf(withoutBlanks(pom));
    }

    @Test
    void firstTestOfTheReadmeIsThatOfAProjectThatIsBuilt() throws IOException {
        var block = JAVA.matcher(Files.readString(PROJECT.resolve("README.md")))
                .results()
                .findFirst()
                .orElseThrow();

        assertThat(PROJECT.resolve("extension/src/it/first-test/src/test/java/FirstTest.java"))
                .hasContent(block.group(1));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksOfAPageLeadSomewhere(Path page) throws IOException {
        LINK.matcher(Files.readString(page))
                .results()
                .map(link -> page.resolveSibling(link.group(1)))
                .forEach(target -> assertThat(target).exists());
    }

    @Test
    void indexHasEveryPage() throws IOException {
        var index = PROJECT.resolve("docs/README.md");
        var linked = LINK.matcher(Files.readString(index)).results().map(link -> link.group(1));

        try (var pages = Files.list(PROJECT.resolve("docs"))) {
            assertThat(linked)
                    .containsAll(pages.map(page -> page.getFileName().toString())
                            .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                            .toList());
        }
    }

    /** Also the place within a page: GitHub makes its name of the heading. */
    @ParameterizedTest
    @MethodSource("pages")
    void linkToAHeadingFindsIt(Path page) throws IOException {
        LINK_TO_HEADING.matcher(Files.readString(page)).results().forEach(link -> {
            var target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
            assertThat(headings(target)).contains(link.group(2));
        });
    }

    private static List<String> headings(Path page) {
        return HEADING.matcher(read(page))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'))
                .toList();
    }

    static List<String> documentedRows() throws IOException {
        return Files.readString(EXAMPLES)
                .lines()
                .filter(line -> line.startsWith("| D"))
                .toList();
    }

    /** Each row links to Node's documentation, and its last cell names a class and methods of it. */
    @ParameterizedTest
    @MethodSource("documentedRows")
    void documentedExampleNamesItsSourceAndItsTest(String row) throws IOException {
        var page = Files.readString(EXAMPLES);
        var cells = row.split(" \\| ", -1);

        assertThat(REFERENCE.matcher(cells[2]).results().map(link -> link.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(page).contains("\n[" + name + "]: https://nodejs.org/docs/"));
        for (var tests : cells[3].split("; ", -1)) {
            assertThat(TEST_METHOD.matcher(tests).results().map(method -> method.group(1)))
                    .allSatisfy(method -> assertThat(read(testOf(tests))).contains("void " + method + "("));
        }
    }

    private static Path testOf(String cell) {
        return LINK.matcher(cell)
                .results()
                .map(link -> EXAMPLES.resolveSibling(link.group(1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readmeHasJava() throws IOException {
        assertThat(JAVA.matcher(Files.readString(PROJECT.resolve("README.md"))).results())
                .hasSizeGreaterThan(1);
    }

    private static String allTests() throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(DocumentationTest::read)
                    .collect(joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String withoutBlanks(String code) {
        return code.replaceAll("\\s+", "");
    }
}
