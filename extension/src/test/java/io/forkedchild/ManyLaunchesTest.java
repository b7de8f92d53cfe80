package io.forkedchild;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.loop.Descriptors;
import io.forkedchild.process.Stdio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyLaunchesTest {

    /** What a leak would change. */
    private record Resources(long descriptors, List<String> threads, long zombies) {

        static Resources now() {
            return new Resources(Descriptors.ofTheLibrarysKinds(), threadsOfTheLibrary(), zombiesOfThisJvm());
        }

        private static List<String> threadsOfTheLibrary() {
            return Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> name.startsWith("forkedchild"))
                    .sorted()
                    .toList();
        }

        private static long zombiesOfThisJvm() {
            return ProcessHandle.current()
                    .children()
                    .filter(child -> isZombie(child.pid()))
                    .count();
        }

        private static boolean isZombie(long pid) {
            try {
                return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
            } catch (IOException ended) {
                return false;
            }
        }
    }

    @Test
    void twoThousandLaunchesLeaveNoDescriptorNoThreadAndNoZombie() {
        launch(10);
        var afterTheFirst = Resources.now();

        for (int i = 0; i < 199; i++) {
            launch(10);
        }

        var afterAll = Resources.now();
        assertThat(afterAll.descriptors()).isLessThanOrEqualTo(afterTheFirst.descriptors());
        assertThat(afterAll.threads()).isEqualTo(afterTheFirst.threads());
        assertThat(afterAll.zombies()).isZero();
        assertThat(afterTheFirst.zombies()).isZero();
        assertThat(afterTheFirst.threads()).containsExactly("forkedchild-loop");
    }

    private static void launch(int count) {
        try (var children = ForkedChildren.open()) {
            for (int i = 0; i < count; i++) {
                var child = i % 2 == 0
                        ? children.spawn("echo", "child " + i)
                        : children.with(SpawnOptions.defaults()
                                        .stdio(Stdio.pipe(), Stdio.pipe(), Stdio.inherit(), Stdio.pipe(), Stdio.ipc()))
                                .spawn("cat");
                if (i % 2 == 1) {
                    child.stdin().write("child " + i + "\n").end();
                }
            }
            children.all().forEach(child -> {
                Waiting.closed(child);
                assertThat(child.stdout().text()).startsWith("child ");
            });
        }
    }

    @Test
    void noLineOfThreeHundredParallelChildrenIsLost() {
        var expected = IntStream.rangeClosed(1, 5000).mapToObj(String::valueOf).collect(joining("\n", "", "\n"));

        for (int batch = 0; batch < 6; batch++) {
            try (var children = ForkedChildren.open()) {
                var all = new ArrayList<ForkedChild>();
                for (int i = 0; i < 50; i++) {
                    all.add(children.spawn("seq", "1", "5000"));
                }
                for (var child : all) {
                    Waiting.closed(child);
                    assertThat(child.exitCode()).hasValue(0);
                    assertThat(child.stdout().text()).isEqualTo(expected);
                }
            }
        }
    }
}
