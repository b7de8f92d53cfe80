package io.forkedchild.junit;

import io.forkedchild.text.Layout;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test or a class that has failed. Its report is given what is known of the children, once. */
final class FailedTest {

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    /** Tests whose exception could not carry what was told. */
    private static final Set<ExtensionContext> TOLD_BESIDES =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final ExtensionContext context;
    private final Failure failure;

    private FailedTest(ExtensionContext context, Failure failure) {
        this.context = context;
        this.failure = failure;
    }

    /** Tells of the children if JUnit knows of a failure by now; it may be asked at any time, and again. */
    static void tell(ExtensionContext context) {
        context.getExecutionException().ifPresent(thrown -> tell(context, thrown));
    }

    /** Tells of the children of a test that fails with this. Throws nothing, so that the failure stays what it is. */
    static void tell(ExtensionContext context, Throwable thrown) {
        try {
            var failure = Failure.of(thrown);
            if (!failure.isAbort()) {
                new FailedTest(context, failure).tell();
            }
        } catch (RuntimeException | Error unable) {
            Failure.of(thrown).add(new ChildrenAtFailure(context.getUniqueId(), unknown(unable.toString())));
        }
    }

    private void tell() {
        if (isTold()) {
            return;
        }
        var launchers = ScopedChildren.around(context);
        var text = launchers.isEmpty() ? "" : text(launchers);
        var ofAnotherTest = failure.children();
        if (ofAnotherTest.isPresent()) {
            ofAnotherTest.get().replace(context.getUniqueId(), text.isEmpty() ? "no children of this test" : text);
        } else if (!text.isEmpty()) {
            add(text);
        }
        if (!text.isEmpty()) {
            PublishedFile.publish(context, "children-at-failure.txt", text + "\n");
        }
    }

    /** Another failure of the same test may have come first, which JUnit puts in front of this one. */
    private boolean isTold() {
        return TOLD_BESIDES.contains(context)
                || isIn(failure)
                || context.getExecutionException()
                        .filter(first -> isIn(Failure.of(first)))
                        .isPresent();
    }

    private boolean isIn(Failure other) {
        return other.children().filter(told -> told.isOf(context.getUniqueId())).isPresent();
    }

    private String text(List<ScopedChildren> launchers) {
        return BoundedLook.of(() -> look(launchers), LONGEST_LOOK, FailedTest::unknown);
    }

    /** Asks even whether there are children only here: the launcher's lock may be held by somebody who is stuck. */
    private String look(List<ScopedChildren> launchers) {
        if (launchers.stream().allMatch(ScopedChildren::isEmpty)) {
            return "";
        }
        launchers.forEach(ScopedChildren::settle);
        return new ChildrenText(launchers, failure, ScopedChildren.isOfClass(context)).toString();
    }

    private static String unknown(String why) {
        return String.join("\n", Layout.sentence("what the children did when it failed is not known: " + why));
    }

    /** Beside an exception that takes nothing, and whose causes take nothing, there is a report entry. */
    private void add(String text) {
        if (!failure.add(new ChildrenAtFailure(context.getUniqueId(), text))) {
            TOLD_BESIDES.add(context);
            context.publishReportEntry("children", text);
        }
    }
}
