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
class PackagesTest {
    private static final String ROOT = "io.forkedchild";
    private static final String JUNIT = ROOT + ".junit";
    private static final String CLUSTER = ROOT + ".cluster";
    private static final String RPC = ROOT + ".rpc";
    private static final String ASSERTIONS = ROOT + ".assertions";
    private static final String AWAIT = ROOT + ".await";
    private static final String EVIDENCE = ROOT + ".evidence";
    private static final String RUNNING = ROOT + ".running";
    private static final String DOSSIER = ROOT + ".dossier";
    private static final String CHANNEL = ROOT + ".channel";
    private static final String JVM = ROOT + ".jvm";
    private static final String LAUNCH = ROOT + ".launch";
    private static final String RECORDING = ROOT + ".recording";
    private static final String TIMELINE = ROOT + ".timeline";
    private static final String PROCESS = ROOT + ".process";
    private static final String TEXT = ROOT + ".text";
    private static final String CHILD = ROOT + ".child";
    private static final String IPC = ROOT + ".ipc";
    private static final String V8 = ROOT + ".ipc.v8";
    private static final String JSON = ROOT + ".ipc.json";
    private static final String JS = ROOT + ".js";
    private static final String LIBRARIES = ROOT + ".libraries";
    private static final String LOOP = ROOT + ".loop";
    private static final String GUARDIAN = ROOT + ".guardian";
    private static final String LEFTOVERS = ROOT + ".leftovers";
    private static final String POSIX = ROOT + ".posix";

    /** What a package sees besides itself, the JDK and JSpecify's annotations. A package that is missing here may not exist. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            entry(JUNIT, List.of(ROOT, PROCESS, TIMELINE, LOOP, LIBRARIES, TEXT, "org.junit..", "org.opentest4j..")),
            entry(CLUSTER, List.of(ROOT, PROCESS, TIMELINE, LOOP)),
            entry(RPC, List.of(ROOT, PROCESS, "com.fasterxml.jackson..")),
            entry(AWAIT, List.of(ASSERTIONS, ROOT, TIMELINE, PROCESS, TEXT, "org.awaitility..")),
            entry(
                    ASSERTIONS,
                    List.of(
                            ROOT,
                            PROCESS,
                            TIMELINE,
                            TEXT,
                            IPC,
                            JS,
                            "org.assertj..",
                            "com.fasterxml.jackson..",
                            "com.networknt.schema..",
                            "net.javacrumbs.jsonunit..")),
            entry(
                    ROOT,
                    List.of(
                            EVIDENCE,
                            RUNNING,
                            CHANNEL,
                            JVM,
                            LAUNCH,
                            RECORDING,
                            TIMELINE,
                            PROCESS,
                            TEXT,
                            CHILD,
                            IPC,
                            LIBRARIES,
                            LOOP,
                            LEFTOVERS,
                            POSIX,
                            "com.fasterxml.jackson..")),
            entry(
                    EVIDENCE,
                    List.of(
                            RUNNING,
                            CHANNEL,
                            JVM,
                            LAUNCH,
                            RECORDING,
                            TIMELINE,
                            PROCESS,
                            TEXT,
                            IPC,
                            LEFTOVERS,
                            POSIX,
                            "com.fasterxml.jackson..")),
            entry(
                    RUNNING,
                    List.of(
                            DOSSIER, CHANNEL, JVM, LAUNCH, RECORDING, TIMELINE, PROCESS, TEXT, IPC, LOOP, LEFTOVERS,
                            POSIX)),
            entry(DOSSIER, List.of(JVM, PROCESS, TEXT, POSIX)),
            entry(CHANNEL, List.of(JVM, LAUNCH, RECORDING, TIMELINE, PROCESS, TEXT, IPC, LOOP, POSIX)),
            entry(
                    JVM,
                    List.of(
                            LAUNCH,
                            RECORDING,
                            TIMELINE,
                            PROCESS,
                            TEXT,
                            CHILD,
                            IPC,
                            LOOP,
                            POSIX,
                            "com.fasterxml.jackson..")),
            entry(LAUNCH, List.of(RECORDING, PROCESS, TEXT, LOOP, GUARDIAN, LEFTOVERS, POSIX)),
            entry(RECORDING, List.of(TIMELINE, TEXT, LOOP)),
            entry(TIMELINE, List.of(TEXT, IPC)),
            entry(PROCESS, List.of(TEXT)),
            entry(TEXT, List.of()),
            entry(JS, List.of()),
            entry(LIBRARIES, List.of()),
            entry(CHILD, List.of(IPC, JSON, "com.fasterxml.jackson..")),
            entry(IPC, List.of(V8, JSON, TEXT, "com.fasterxml.jackson..")),
            entry(V8, List.of(JSON, JS, TEXT, "com.fasterxml.jackson..")),
            entry(JSON, List.of(JS, TEXT, "com.fasterxml.jackson..")),
            entry(LOOP, List.of(POSIX)),
            entry(GUARDIAN, List.of(POSIX)),
            entry(LEFTOVERS, List.of(POSIX)),
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
