import unittest

import pexpect


def sh(script, timeout=2):
    return pexpect.spawn("/bin/sh", ["-c", script], encoding="utf-8", timeout=timeout)


class Faults(unittest.TestCase):
    def exits_with_0(self, child):
        child.expect(pexpect.EOF)
        child.close()
        self.assertEqual(child.exitstatus, 0)

    def test_ExitsWithAnotherCode(self):
        self.exits_with_0(sh("echo 'no such table: users' >&2; exit 3"))

    def test_IsKilledByNobodyOfTheTest(self):
        self.exits_with_0(sh("kill -9 $$"))

    def test_ExitsWithTheCodeOfASignal(self):
        child = sh("exit 143")
        child.expect(pexpect.EOF)
        child.close()
        self.assertEqual(child.signalstatus, 15)

    def test_IsNoCommandOfTheShell(self):
        self.exits_with_0(sh("no-such-command --version"))

    def test_ProgramIsMissing(self):
        self.exits_with_0(pexpect.spawn("/nowhere/server"))

    def test_DirectoryIsMissing(self):
        self.exits_with_0(pexpect.spawn("ls", cwd="/nowhere/at/all"))

    def test_PrintsSomethingElse(self):
        output = pexpect.run("printf '3 tests, 1 failed\\n'", encoding="utf-8")
        self.assertIn("0 failed", output)

    def test_DiffersInOneLineOfMany(self):
        output = pexpect.run(
            """/bin/sh -c "seq -f 'row %.0f' 3000 | sed 's/^row 1500$/row 1500 is broken/'" """, encoding="utf-8")
        self.assertEqual(output.replace("\r\n", "\n"), "".join(f"row {i}\n" for i in range(1, 3001)))

    def test_NeverPrintsTheLine(self):
        sh("echo starting; exec cat").expect(r"listening on (\d+)")

    def test_EndsWithoutTheLine(self):
        sh("echo 'port 80 is in use'; exit 1").expect(r"listening on (\d+)")

    def test_ReadsAndIsSilent(self):
        worker = sh("stty -echo; echo ready; read line; exec cat", timeout=1)
        worker.expect("ready\r\n")
        worker.sendline('{"max":1000}')
        worker.expect_exact('{"sum":499500}')

    def test_AnswersOtherwise(self):
        worker = sh("""stty -echo; echo ready; read line; echo '{"sum":499501}'; exec cat""", timeout=1)
        worker.expect("ready\r\n")
        worker.sendline('{"max":1000}')
        worker.expect_exact('{"sum":499500}')

    def test_AnswersTooLate(self):
        sh("""sleep 1.1; echo '{"sum":499500}'""", timeout=1).expect_exact('{"sum":499500}')

    def test_IsGone(self):
        worker = sh("""echo '"ready"'; echo 'out of memory' >&2; exit 3""")
        worker.expect_exact('"ready"')
        worker.expect_exact("499500")

    def test_WaitsForTheEndOfItsInput(self):
        sort = pexpect.spawn("sort", timeout=0.1, encoding="utf-8")
        sort.send("pear\napple\n")
        self.exits_with_0(sort)

    def test_IsOverItsTime(self):
        self.exits_with_0(sh("echo working; exec sleep 300"))

    def test_GrandchildHoldsItsPipes(self):
        self.exits_with_0(sh("trap '' HUP; sleep 5 & echo started"))

    def test_IsBrokenByAnother(self):
        sh("echo 'port 5432 is in use' >&2; exit 4")
        pexpect.spawn("cat")
        client = pexpect.spawn("cat", timeout=1, encoding="utf-8")
        self.exits_with_0(client)


if __name__ == "__main__":
    unittest.main()
