package io.forkedchild.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Classes of one package that need each other in a circle; nested classes count as the class around them. */
class CyclesTest {

    /** May only fall. */
    private static final int LARGEST = 8;

    private final Map<String, Set<String>> neededByClass = Code.MAIN.stream()
            .collect(Collectors.groupingBy(
                    CyclesTest::topLevel,
                    TreeMap::new,
                    Collectors.flatMapping(CyclesTest::neededInItsPackage, Collectors.toCollection(TreeSet::new))));

    @Test
    void noCycleInsideAPackageIsLarge() {
        assertThat(neededByClass.keySet())
                .allSatisfy(name -> assertThat(cycleOf(name)).hasSizeLessThanOrEqualTo(LARGEST));
    }

    /** The class itself, and those that it reaches and that reach it. */
    private Set<String> cycleOf(String name) {
        var cycle = new TreeSet<>(reached(name));
        cycle.removeIf(other -> !reached(other).contains(name));
        cycle.add(name);
        return cycle;
    }

    private Set<String> reached(String name) {
        var seen = new HashSet<String>();
        Deque<String> open = new ArrayDeque<>(Set.of(name));
        while (!open.isEmpty()) {
            for (var next : neededByClass.getOrDefault(open.remove(), Set.of())) {
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return seen;
    }

    private static Stream<String> neededInItsPackage(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .filter(target -> target.getPackageName().equals(type.getPackageName()))
                .map(CyclesTest::topLevel)
                .filter(target -> !target.equals(topLevel(type)));
    }

    private static String topLevel(JavaClass type) {
        return type.getName().replaceFirst("[$\\[].*", "");
    }
}
