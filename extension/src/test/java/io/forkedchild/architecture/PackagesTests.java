package io.forkedchild.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package sees which: arrows point down, and a third-party library has one home. */
class PackagesTests {
    private static final String ROOT = "io.forkedchild";
    private static final String JUNIT = ROOT + ".junit";
    private static final String ASSERTIONS = ROOT + ".assertions";
    private static final String AWAIT = ROOT + ".await";
    private static final String TIMELINE = ROOT + ".timeline";
    private static final String TEXT = ROOT + ".text";
    private static final String EVIDENCE = ROOT + ".evidence";
    private static final String JS = ROOT + ".js";
    private static final String CLUSTER = ROOT + ".cluster";
    private static final String IPC = ROOT + ".ipc";
    private static final String CHILD = ROOT + ".child";
    private static final String LIBRARIES = ROOT + ".libraries";
    private static final String LOOP = ROOT + ".loop";
    private static final String GUARDIAN = ROOT + ".guardian";
    private static final String POSIX = ROOT + ".posix";

    /** What a package sees besides itself, the JDK and JSpecify's annotations. A package that is missing here may not exist. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            entry(JUNIT, List.of(ROOT, TIMELINE, LOOP, LIBRARIES, TEXT, "org.junit..", "org.opentest4j..")),
            entry(CLUSTER, List.of(ROOT, TIMELINE)),
            entry(
                    ASSERTIONS,
                    List.of(
                            AWAIT,
                            ROOT,
                            TIMELINE,
                            TEXT,
                            JS,
                            "org.assertj..",
                            "com.fasterxml.jackson..",
                            "com.networknt.schema..",
                            "net.javacrumbs.jsonunit..")),
            entry(AWAIT, List.of(ROOT, TIMELINE, TEXT, "org.awaitility..")),
            entry(
                    ROOT,
                    List.of(
                            EVIDENCE,
                            TIMELINE,
                            TEXT,
                            JS,
                            CHILD,
                            IPC,
                            LIBRARIES,
                            LOOP,
                            GUARDIAN,
                            POSIX,
                            "com.fasterxml.jackson..")),
            entry(EVIDENCE, List.of(TIMELINE, TEXT)),
            entry(TIMELINE, List.of(IPC, LOOP, TEXT)),
            entry(TEXT, List.of()),
            entry(JS, List.of()),
            entry(LIBRARIES, List.of()),
            entry(CHILD, List.of(IPC, "com.fasterxml.jackson..")),
            entry(IPC, List.of(JS, "com.fasterxml.jackson..")),
            entry(LOOP, List.of(POSIX)),
            entry(GUARDIAN, List.of(POSIX)),
            entry(POSIX, List.of("com.sun.jna..")));

    @ParameterizedTest
    @MethodSource("packages")
    void packageSeesOnlyWhatIsBelowIt(String name) {
        var below = resideInAnyPackage(ARROWS.get(name).toArray(String[]::new));

        classes()
                .that()
                .resideInAPackage(name)
                .should()
                .onlyDependOnClassesThat(below.or(resideInAnyPackage(name, "java..", "org.jspecify..")))
                .check(Code.MAIN);
    }

    @Test
    void everyPackageHasItsArrows() {
        classes().should().resideInAnyPackage(packages().toArray(String[]::new)).check(Code.MAIN);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new PackageByPackage()).should().beFreeOfCycles().check(Code.MAIN);
    }

    private static Set<String> packages() {
        return new TreeSet<>(ARROWS.keySet());
    }

    private static final class PackageByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
