package io.forkedchild.jvm;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that runs as somebody who may read little of what its parent may. */
@Patience("30 s")
@ExtendWith(ForkedChildExtension.class)
@EnabledIfSystemProperty(named = "user.name", matches = "root", disabledReason = "only root may change the user")
class AnotherUserTest {

    private static final int NOBODY = 65534;

    @TempDir
    private Path classes;

    @BeforeEach
    void putClassesWhereEverybodyReadsThem() throws Exception {
        Files.setPosixFilePermissions(classes, fromString("rwxr-xr-x"));
        ClassFiles.copyAll(ForkedChild.class, classes);
        ClassFiles.copy(Sends.class, classes);
        ClassFiles.copy(AnotherUserTest.class, classes);
    }

    @Test
    void mainClassReadsItsFileOfArguments(ForkedChildren children) {
        var child = children.with(asNobody()).fork(Sends.class, "x");

        assertThat(child).sentMessage(List.of("x")).exitedWith(0);
    }

    @Test
    void lambdaRunsAsTheUserOfTheOptions(ForkedChildren children) {
        var child = children.with(asNobody()).fork(() -> Files.getAttribute(Path.of("/proc/self"), "unix:uid"));

        assertThat(child.returned(Integer.class)).isEqualTo(NOBODY);
        assertThat(child).exitedWith(0);
    }

    private ForkOptions asNobody() {
        return ForkOptions.defaults()
                .silent(true)
                .uid(NOBODY)
                .gid(NOBODY)
                .cwd(Path.of("/"))
                .classPath(List.of(classes));
    }
}
