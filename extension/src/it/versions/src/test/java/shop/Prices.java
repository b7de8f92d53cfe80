package shop;

import io.forkedchild.child.ParentProcess;
import java.util.Map;

/** Answers each message with it, and a price. */
final class Prices {

    private Prices() {}

    public static void main(String... args) {
        var parent = ParentProcess.current();
        parent.onMessage(message -> parent.send(Map.of("item", message.value(), "price", 42)));
    }
}
