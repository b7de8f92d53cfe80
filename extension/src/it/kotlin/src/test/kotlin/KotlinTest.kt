import io.forkedchild.ForkOptions
import io.forkedchild.ForkedChild
import io.forkedchild.ForkedChildren
import io.forkedchild.assertions.ForkedChildAssertions.assertThat
import io.forkedchild.child.ChildRunnable
import io.forkedchild.junit.ForkedChildExtension
import io.forkedchild.junit.Spawn
import kotlin.system.exitProcess
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

@ExtendWith(ForkedChildExtension::class)
class KotlinTest {

    @Spawn("cat")
    private lateinit var cat: ForkedChild

    @Test
    fun `a lambda that exits`(children: ForkedChildren) {
        val code = 78

        assertThat(children.forkRunnable { exitProcess(code) }).exitedWith(78)
        assertThat(children.with(ForkOptions.defaults()).forkRunnable { exitProcess(3) }).exitedWith(3)
        assertThat(children.fork(ChildRunnable { exitProcess(4) })).exitedWith(4)
    }

    @Test
    fun `a lambda that returns`(children: ForkedChildren) {
        val one = 41
        val child = children.forkCallable { one + 1 }

        assertThat(child).exitedWith(0)
        assertEquals(42, child.returned(Int::class.javaObjectType))
    }

    @Test
    fun `a lambda that talks to its parent`(children: ForkedChildren) {
        assertThat(children.fork { parent -> parent.send("hello") }).sentMessage("hello")
    }

    @ParameterizedTest
    @ValueSource(strings = ["pear"])
    fun `fields and parameters`(fruit: String, @Spawn("sort") sort: ForkedChild) {
        sort.stdin().writeLine(fruit)
        sort.stdin().end()
        cat.stdin().end()

        assertThat(sort).stdout().isEqualTo("$fruit\n")
        assertThat(sort.name()).isEqualTo("sort")
        assertThat(cat).exitedWith(0)
    }
}
