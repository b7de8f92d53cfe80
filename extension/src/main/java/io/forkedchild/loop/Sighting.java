package io.forkedchild.loop;

/**
 * What is known of the time at which something happened that a descriptor tells of: after the wake-up at which it had nothing
 * to tell, and before the end of the one that saw it.
 *
 * <p>What the test itself does has a place too: see {@link EventLoop#moment}.
 *
 * @param wakeUp number of the loop's wake-up that saw it, from 1
 * @param source the descriptor, as a number that is unique among all watches of the loop; 0 for what the test itself did
 * @param emptyAt number of the last wake-up at which the descriptor was known to have nothing; 0 if there was none
 */
public record Sighting(long wakeUp, long source, long emptyAt) {

    /** The sighting of what has no place among other events but its number. */
    public static final Sighting NONE = new Sighting(0, 0, 0);
}
