package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.launch.Wiring;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.NativeBuffer;
import io.forkedchild.process.Stdio;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WiringTest {

    private static final Stdio PIPE = Stdio.pipe();

    /** Who waits for the end of file must not find it later than the exit, however late the launching thread goes on. */
    @Test
    void childEndsAreClosedWhenTheParentEndsAreTaken() {
        var options = SpawnOptions.defaults().stdio(PIPE, PIPE, PIPE, Stdio.ipc());
        try (var wiring = Wiring.of(LaunchPlans.spawn("true", List.of(), options, Map.of()))) {

            var ends = wiring.takeParentEnds();

            assertThat(ends).hasSize(4);
            ends.forEach(end ->
                    end.forReading().ifPresent(fd -> assertThat(isAtItsEnd(fd)).isTrue()));
            ends.forEach(Wiring.ParentEnd::close);
        }
    }

    private static boolean isAtItsEnd(Fd fd) {
        return fd.read(new NativeBuffer(1)) == 0;
    }
}
