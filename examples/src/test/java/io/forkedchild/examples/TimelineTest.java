package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What has happened in a test, in views. */
@ExtendWith(ForkedChildExtension.class)
class TimelineTest {

    @Test
    void timelineHasViews(
            @Spawn({"echo", "done"}) ForkedChild worker, @Spawn("true") ForkedChild other, ForkedChildren children) {
        assertThat(worker).closedWith(0);
        assertThat(other).closedWith(0);

        children.timeline().debug(System.out); // everything, a line for each event
        children.timeline().of("worker").messages().debug(System.out);
        assertThat(children.timeline().ends().events()).hasSize(4); // two children that have exited and closed
    }
}
