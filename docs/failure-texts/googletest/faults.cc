#include <gtest/gtest.h>
#include <unistd.h>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

using testing::ExitedWithCode;
using testing::KilledBySignal;

[[noreturn]] static void Exec(const char* program, const char* option = nullptr, const char* script = nullptr,
                              const char* directory = ".") {
  if (chdir(directory) != 0) {
    perror(directory);
    _exit(126);
  }
  execlp(program, program, option, script, nullptr);
  perror(program);
  _exit(127);
}

[[noreturn]] static void Sh(const char* script) { Exec("/bin/sh", "-c", script); }

static std::string OutputOf(const char* script) {
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(script, "r"), pclose);
  std::string output;
  for (int c; (c = fgetc(pipe.get())) != EOF;) output += static_cast<char>(c);
  return output;
}

TEST(FaultsDeathTest, ExitsWithAnotherCode) {
  EXPECT_EXIT(Sh("echo 'no such table: users' >&2; exit 3"), ExitedWithCode(0), "");
}

TEST(FaultsDeathTest, IsKilledByNobodyOfTheTest) { EXPECT_EXIT(Sh("kill -9 $$"), ExitedWithCode(0), ""); }

TEST(FaultsDeathTest, ExitsWithTheCodeOfASignal) { EXPECT_EXIT(Sh("exit 143"), KilledBySignal(SIGTERM), ""); }

TEST(FaultsDeathTest, IsNoCommandOfTheShell) {
  EXPECT_EXIT(Sh("no-such-command --version"), ExitedWithCode(0), "");
}

TEST(FaultsDeathTest, ProgramIsMissing) { EXPECT_EXIT(Exec("/nowhere/server"), ExitedWithCode(0), ""); }

TEST(FaultsDeathTest, DirectoryIsMissing) {
  EXPECT_EXIT(Exec("ls", nullptr, nullptr, "/nowhere/at/all"), ExitedWithCode(0), "");
}

TEST(FaultsDeathTest, PrintsSomethingElse) {
  EXPECT_EXIT(Sh("echo '3 tests, 1 failed' >&2"), ExitedWithCode(0), "0 failed");
}

TEST(FaultsTest, DiffersInOneLineOfMany) {
  std::string expected;
  for (int i = 1; i <= 3000; i++) expected += "row " + std::to_string(i) + "\n";
  EXPECT_EQ(expected, OutputOf("seq -f 'row %.0f' 3000 | sed 's/^row 1500$/row 1500 is broken/'"));
}

TEST(FaultsDeathTest, EndsWithoutTheLine) {
  EXPECT_EXIT(Sh("echo 'port 80 is in use' >&2; exit 1"), ExitedWithCode(1), "listening on [0-9]+");
}

TEST(FaultsDeathTest, NeverPrintsTheLine) {
  EXPECT_EXIT(Sh("echo starting >&2; exec sleep 60"), ExitedWithCode(1), "listening on [0-9]+");
}

TEST(FaultsDeathTest, IsOverItsTime) { EXPECT_EXIT(Sh("echo working >&2; exec sleep 60"), ExitedWithCode(0), ""); }

TEST(FaultsDeathTest, GrandchildHoldsItsPipes) {
  EXPECT_EXIT(Sh("sleep 2 & echo started >&2"), ExitedWithCode(0), "started");
}
