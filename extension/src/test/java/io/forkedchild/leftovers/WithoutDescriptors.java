package io.forkedchild.leftovers;

import java.io.FileInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A program that sweeps when it has no descriptors left, and again when it has. */
final class WithoutDescriptors {

    private static final Family FAMILY = new Family("SWEEP_TEST=1", OptionalLong.empty(), 0, List.of());

    private WithoutDescriptors() {}

    public static void main(String[] arguments) throws Exception {
        start();
        System.out.println("before: " + sweep()); // loads the classes that it needs

        var left = start();
        var taken = takeAll();
        var without = sweep();
        var look = look();
        boolean isAlive = left.isAlive();
        for (var one : taken) {
            one.close();
        }

        System.out.println("without: " + without + "; " + look + "; alive " + isAlive);
        System.out.println("with: " + sweep());
    }

    private static Process start() throws IOException {
        var builder = new ProcessBuilder("sleep", "60");
        builder.environment().put("SWEEP_TEST", "1");
        return builder.start();
    }

    private static List<FileInputStream> takeAll() {
        var taken = new ArrayList<FileInputStream>();
        try {
            while (true) {
                taken.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException none) {
            return taken;
        }
    }

    private static String sweep() {
        try {
            return Sweep.of(List.of(FAMILY), Duration.ofMillis(300)).size() + " killed";
        } catch (IllegalStateException failure) {
            return String.valueOf(failure.getMessage());
        }
    }

    private static String look() {
        try {
            return Leftovers.of(List.of(FAMILY)).size() + " found";
        } catch (IllegalStateException failure) {
            return String.valueOf(failure.getMessage());
        }
    }
}
