ExUnit.start(exclude: [:test], include: [test: :"test #{System.fetch_env!("FAULT")}"])

defmodule FaultsTest do
  use ExUnit.Case

  defp sh(script, options \\ []), do: spawned("/bin/sh", ["-c", script], options)

  defp spawned(program, args, options) do
    Port.open({:spawn_executable, program}, [:binary, :exit_status, {:line, 1000}, {:args, args} | options])
  end

  test "ExitsWithAnotherCode" do
    port = sh("echo 'no such table: users' >&2; exit 3", [:stderr_to_stdout])
    assert_receive {^port, {:exit_status, 0}}, 2000
  end

  test "IsKilledByNobodyOfTheTest" do
    port = sh("kill -9 $$")
    assert_receive {^port, {:exit_status, 0}}, 2000
  end

  test "IsNoCommandOfTheShell" do
    port = sh("no-such-command --version", [:stderr_to_stdout])
    assert_receive {^port, {:exit_status, 0}}, 2000
  end

  test "ProgramIsMissing" do
    port = spawned("/nowhere/server", [], [])
    assert_receive {^port, {:exit_status, 0}}, 2000
  end

  test "DirectoryIsMissing" do
    port = spawned("/bin/ls", [], cd: "/nowhere/at/all")
    assert_receive {^port, {:exit_status, 0}}, 2000
  end

  test "PrintsSomethingElse" do
    {output, 0} = System.cmd("printf", ["3 tests, 1 failed\\n"])
    assert output =~ "0 failed"
  end

  test "DiffersInOneLineOfMany" do
    {output, 0} = System.cmd("sh", ["-c", "seq -f 'row %.0f' 3000 | sed 's/^row 1500$/row 1500 is broken/'"])
    assert output == Enum.map_join(1..3000, &"row #{&1}\n")
  end

  test "NeverPrintsTheLine" do
    port = sh("echo starting; exec cat")
    assert_receive {^port, {:data, {:eol, "listening on " <> _}}}, 2000
  end

  test "EndsWithoutTheLine" do
    port = sh("echo 'port 80 is in use'; exit 1")
    assert_receive {^port, {:data, {:eol, "listening on " <> _}}}, 2000
  end

  test "ReadsAndIsSilent" do
    port = sh("read line; exec cat")
    Port.command(port, "{\"max\":1000}\n")
    assert_receive {^port, {:data, {:eol, "{\"sum\":499500}"}}}, 1000
  end

  test "AnswersOtherwise" do
    port = sh("read line; echo '{\"sum\":499501}'; exec cat")
    Port.command(port, "{\"max\":1000}\n")
    assert_receive {^port, {:data, {:eol, "{\"sum\":499500}"}}}, 1000
  end

  test "AnswersTooLate" do
    port = sh("sleep 1.1; echo '{\"sum\":499500}'")
    assert_receive {^port, {:data, {:eol, "{\"sum\":499500}"}}}, 1000
  end

  test "IsGone" do
    port = sh("echo '\"ready\"'; echo 'out of memory' >&2; exit 3", [:stderr_to_stdout])
    assert_receive {^port, {:data, {:eol, "499500"}}}, 1000
  end

  test "WaitsForTheEndOfItsInput" do
    port = spawned("/usr/bin/sort", [], [])
    Port.command(port, "pear\napple\n")
    assert_receive {^port, {:exit_status, 0}}, 100
  end

  @tag timeout: 2000
  test "IsOverItsTime" do
    System.cmd("sh", ["-c", "echo working; exec sleep 5"])
  end

  test "GrandchildHoldsItsPipes" do
    port = sh("sleep 5 & echo started")
    assert_receive {^port, {:exit_status, 0}}, 1000
  end

  test "IsBrokenByAnother" do
    _database = sh("echo 'port 5432 is in use' >&2; exit 4", [:stderr_to_stdout])
    _proxy = spawned("/bin/cat", [], [])
    client = spawned("/bin/cat", [], [])
    assert_receive {^client, {:exit_status, 0}}, 1000
  end
end
