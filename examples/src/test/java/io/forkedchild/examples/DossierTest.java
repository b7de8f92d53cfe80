package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example of {@code docs/dossier.md}. */
@ExtendWith(ForkedChildExtension.class)
class DossierTest {

    @Test
    void tellsWhatTheChildDoes(@Spawn("cat") ForkedChild server) {
        System.out.println(server.dossier());

        assertThat(server.dossier().toString()).startsWith("server is pid " + server.pid());
    }
}
