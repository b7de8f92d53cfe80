import io.forkedchild.junit.ForkedChildSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Tests programs as the processes that they are. */
module io.forkedchild {
    requires com.sun.jna;
    requires java.management;
    requires transitive awaitility;
    requires transitive com.fasterxml.jackson.databind;
    requires transitive org.assertj.core;
    requires static transitive org.junit.jupiter.api;
    requires static transitive org.junit.platform.launcher;
    requires static com.networknt.schema;
    requires static net.javacrumbs.jsonunit.core;
    requires static org.jspecify;

    exports io.forkedchild;
    exports io.forkedchild.assertions;
    exports io.forkedchild.await;
    exports io.forkedchild.child;
    exports io.forkedchild.cluster;
    exports io.forkedchild.js;
    exports io.forkedchild.junit;
    exports io.forkedchild.process;
    exports io.forkedchild.rpc;
    exports io.forkedchild.timeline;

    provides LauncherSessionListener with
            ForkedChildSession;
}
