package io.forkedchild.await;

import static io.forkedchild.await.Expected.end;
import static io.forkedchild.await.ForkedChildAwait.dialogueWith;
import static io.forkedchild.await.Key.CTRL_C;
import static io.forkedchild.await.Key.CTRL_D;
import static io.forkedchild.await.Key.ENTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.testing.Programs;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Dialogues with programs that people type to. */
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class ProgramDialogueTest {

    private final ForkedChildren children;

    ProgramDialogueTest(ForkedChildren children) {
        this.children = children;
    }

    private Dialogue dialogue(String... command) {
        Programs.require(command[0]);
        return dialogueWith(children.spawn(command[0], Arrays.copyOfRange(command, 1, command.length)));
    }

    @Test
    void python() {
        var python = dialogue("python3", "-u", "-i", "-q");
        python.awaitText(">>> ");

        python.type("print(6 * 7)").press(ENTER);
        python.awaitText("42\n");
        python.awaitText(">>> ");
        python.type("while True: pass\n").press(ENTER).press(CTRL_C);
        python.awaitText("KeyboardInterrupt");
        python.awaitText(">>> ");
        python.press(CTRL_D);

        python.awaitAnyOf(end());
    }

    @Test
    void bash() {
        Programs.require("bash");
        var options = SpawnOptions.defaults().env("PS1", "ready> ");
        var bash = dialogueWith(children.with(options).spawn("bash", "--norc", "--noprofile", "-i"));
        bash.awaitText("ready> ");

        bash.type("read -r -p 'Name? ' name; echo \"<$name>\"\n").type("Ada\n");
        assertThat(bash.awaitMatch("^<(.*)>$").group(1)).isEqualTo("Ada");
        bash.type("exit 0\n");

        bash.awaitAnyOf(end());
    }

    @Test
    void bc() {
        var bc = dialogue("bc", "-q");

        bc.type("2^64\n");
        assertThat(bc.awaitMatch("(\\d+)\n").group(1)).isEqualTo("18446744073709551616");
        bc.type("1/0\n");
        bc.awaitMatch("(?i)divide by zero");
        bc.type("quit\n");

        bc.awaitAnyOf(end());
    }

    @Test
    void sqlite() {
        var sqlite = dialogue("sqlite3", "-interactive");
        sqlite.awaitText("sqlite> ");

        sqlite.type("create table t(n);\n");
        sqlite.awaitText("sqlite> ");
        sqlite.type("insert into t values (1),(2);\nselect sum(n)\n");
        sqlite.awaitText("...> ");
        sqlite.type("from t;\n");
        var sum = sqlite.awaitText("sqlite> ");
        sqlite.type(".quit\n");

        assertThat(sum.before()).endsWith("3\n");
        sqlite.awaitAnyOf(end());
    }

    @Test
    void ed(@TempDir Path directory) {
        var ed = dialogue("ed", "-p", "* ");
        ed.awaitText("* ");

        ed.type("a\nhello\n.\n");
        ed.awaitText("* ");
        ed.type("w " + directory.resolve("file") + "\n");
        assertThat(ed.awaitText("* ").before()).isEqualTo("6\n");
        ed.type("what\n");
        ed.awaitText("?\n");
        ed.type("q\n");

        ed.awaitAnyOf(end());
    }

    @Test
    void git(@TempDir Path directory) {
        Programs.require("git");
        children.spawn("git", "init", "-q", directory.toString()).waitFor();
        var options = SpawnOptions.defaults().cwd(directory);
        var empty = dialogueWith(children.with(options).spawn("git", "hash-object", "-w", "--stdin", "-t", "tree"));
        empty.press(CTRL_D);
        var id = empty.awaitMatch("([0-9a-f]{40})\n").group(1);
        var git = dialogueWith(children.with(options).spawn("git", "cat-file", "--batch"));

        git.type(id + "\n");
        assertThat(git.awaitMatch("(?<type>\\w+) (?<size>\\d+)\n\n").group("type"))
                .isEqualTo("tree");
        git.type("nothing\n");
        git.awaitText("nothing missing\n");
        git.press(CTRL_D);

        git.awaitAnyOf(end());
    }

    @Test
    void gdb() {
        var gdb = dialogue("gdb", "-q", "--nx", "--interpreter=mi2");
        gdb.awaitText("(gdb) \n");

        gdb.type("7-data-evaluate-expression 6*7\n");
        assertThat(gdb.awaitMatch("7\\^done,value=\"(\\d+)\"").group(1)).isEqualTo("42");
        gdb.awaitText("(gdb) \n");
        gdb.type("-gdb-exit\n");

        gdb.awaitAnyOf(end());
    }

    @Test
    void jshell() {
        var jshell = dialogue("jshell", "-s", "--execution", "local");

        jshell.type("System.out.println(6 * 7)\n/exit\n");

        jshell.awaitText("42\n");
        jshell.awaitAnyOf(end());
    }
}
