package io.forkedchild.junit;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test class that leaves all kinds of children running. */
@ExtendWith(ForkedChildExtension.class)
class ManyChildren {

    @BeforeAll
    static void launch(@Spawn("cat") ForkedChild ofClass) {
        ofClass.stdin().write("hello");
    }

    @RepeatedTest(5)
    void launches(
            ForkedChildren children,
            @Spawn("cat") ForkedChild spawn,
            @Exec("sleep 1000 & sleep 1000") ForkedChild exec,
            @ExecFile(
                            value = {"sleep", "1000"},
                            timeout = "15 m")
                    ForkedChild execFile,
            @Fork(value = "1000", execPath = "sleep", silent = true) ForkedChild fork) {
        spawn.onExit(status -> fork.disconnect());
        children.spawn("true").kill();
    }
}
