package io.forkedchild.running;

import io.forkedchild.launch.Console;
import io.forkedchild.process.Dossier;
import io.forkedchild.text.CallSite;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Printable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells on the console of a wait that lasts for long, so that a person who looks at the run need not wait for the failure. It is
 * told once a wait, by a thread of its own, which looks at the child meanwhile.
 */
final class LongWaits {

    private static final Duration LONG = Duration.ofSeconds(10);

    /** Pauses with less between them belong to one wait. */
    private static final Duration GAP = Duration.ofMillis(500);

    private final String child;
    private final Supplier<Optional<Dossier>> doing;
    private @Nullable LongWait pauses;
    private long lastPause;

    /** @param doing what the child does now; empty if it does not run */
    LongWaits(String child, Supplier<Optional<Dossier>> doing) {
        this.child = child;
        this.doing = doing;
    }

    /** A wait that begins now. */
    LongWait begin(Duration atMost) {
        return new LongWait(atMost);
    }

    /** A wait of several pauses, whose end is not known here. */
    synchronized void pausing(Duration pause) {
        long now = System.nanoTime();
        var wait = pauses;
        if (wait == null || now - lastPause > GAP.toNanos()) {
            wait = new LongWait(Duration.ZERO);
            pauses = wait;
        }
        lastPause = now + pause.toNanos();
        wait.look(0);
    }

    /** One wait. */
    final class LongWait {

        private final long begin = System.nanoTime();
        private final boolean canBeLong;
        private boolean isTold;

        private LongWait(Duration atMost) {
            this.canBeLong = atMost.isZero() || atMost.compareTo(LONG) > 0;
        }

        /** @param left nanoseconds until it ends; 0 if that is not known */
        void look(long left) {
            if (!isTold && canBeLong && System.nanoTime() - begin >= LONG.toNanos()) {
                isTold = true;
                var place = CallSite.here();
                var thread = new Thread(() -> Console.print(text(place, left)), "forkedchild-long-wait");
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private String text(Optional<String> place, long left) {
        var first =
                doing.get().map(Dossier::summary).map(summary -> summary.get(0)).orElse("it does not run");
        var text = place.orElse("a test") + " has waited " + LONG.toSeconds() + " s for " + child
                + (left > 0 ? ", and waits at most " + Duration.ofNanos(left).toSeconds() + " s more" : "") + "; "
                + child
                + ": " + first;
        return Layout.beginning(Printable.of(text), 3 * Layout.WIDTH);
    }
}
