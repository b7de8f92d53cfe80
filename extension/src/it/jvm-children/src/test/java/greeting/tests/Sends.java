package greeting.tests;

import io.forkedchild.child.ParentProcess;
import java.util.List;

/** Sends its arguments. */
final class Sends {

    private Sends() {}

    public static void main(String... args) {
        ParentProcess.current().send(List.of(args));
    }
}
