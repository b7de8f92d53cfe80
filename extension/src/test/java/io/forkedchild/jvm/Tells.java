package io.forkedchild.jvm;

import io.forkedchild.child.ParentProcess;
import java.util.Map;
import java.util.TreeMap;

/** Tells what it finds: properties that are named, its directory, its environment. */
final class Tells {

    private Tells() {}

    public static void main(String... names) {
        var properties = new TreeMap<String, Object>();
        for (var name : names) {
            properties.put(name, System.getProperty(name, "(none)"));
        }
        ParentProcess.current().send(Map.of("properties", properties, "environment", new TreeMap<>(System.getenv())));
    }
}
