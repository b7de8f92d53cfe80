package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ForkedChildExtension.class)
class FirstTest {

    @Test
    void sortsItsInput(@Spawn("sort") ForkedChild sort) {
        sort.stdin().write("pear\napple\n").end();

        assertThat(sort).stdout().isEqualTo("apple\npear\n");
        assertThat(sort).exitedWith(0);
    }
}
