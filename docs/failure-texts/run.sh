#!/usr/bin/env bash
# Writes <tool>/printed/<fault>.txt, what each tool prints for each fault, and sizes.tsv, how much that was.
# Installs nothing. It needs, and was last run on Debian 12 with:
#   Node 20.20.2, npm packages execa 9.6.1 and @playwright/test 1.65.1 (no browser), in the directory NODE_MODULES
#   Debian packages elixir 1.14.0, libgtest-dev 1.12.1, g++ 12.2.0, python3 3.11.2, python3-pexpect 4.8.0
# usage: NODE_MODULES=/where/they/are/node_modules docs/failure-texts/run.sh [tool [fault]]
set -u
here=$(cd "$(dirname "$0")" && pwd)
modules=$(realpath "${NODE_MODULES:?the directory node_modules with execa and @playwright/test}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 NO_COLOR=1 FORCE_COLOR=0 CI=1

# Paths of one machine become words. A text of more than 150 lines keeps its first and last 60,
# a line of more than 400 characters its first and last 150.
write() {
  local tool=$1 fault=$2 file=$here/$1/printed/$2.txt
  mkdir -p "$here/$tool/printed"
  sed -E "s#(file://)?$modules#<modules>#g; s#(file://)?($work|$here)#<dir>#g; s/\x1b\[[0-9;]*[A-Za-z]//g; s/\r\$//" >"$work/text"
  printf '%s\t%s\t%s\t%s\n' "$tool" "$fault" "$(wc -l <"$work/text")" "$(wc -c <"$work/text")" >>"$work/sizes"
  /usr/bin/python3 - "$work/text" >"$file" <<'CUT'
import sys
lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
cut = lambda line: line if len(line) <= 400 else f"{line[:150]} [… {len(line) - 300} characters …] {line[-150:]}"
if len(lines) > 150:
    lines = lines[:60] + [f"[… {len(lines) - 120} lines …]"] + lines[-60:]
print("\n".join(map(cut, lines)).strip("\n"))
CUT
}

faults() { grep -oE "$2" "$here/$1" | grep -oE "[A-Z][A-Za-z]+$"; }
wanted() { [ "${only:-$1}" = "$1" ]; }

execa() {
  cp "$here"/execa/* "$work" 2>/dev/null
  for fault in $(faults execa/faults.test.mjs "test\('[A-Za-z]+"); do
    wanted "$fault" && (cd "$work" && node --test --test-reporter=spec --test-name-pattern="^$fault\$" faults.test.mjs 2>&1) |
      grep -v ' # test name does not match pattern$' | sed '/^✖ failing tests:$/,$d' | write execa "$fault"
  done
}

playwright() {
  cp "$here"/playwright/* "$work" 2>/dev/null
  local cli=$work/node_modules/@playwright/test/cli.js
  for fault in $(faults playwright/faults.spec.mjs "test\('[A-Za-z]+"); do
    wanted "$fault" && (cd "$work" && node "$cli" test faults.spec.mjs -g "$fault\$" --reporter=list 2>&1) |
      write playwright "$fault"
  done
  for fault in NeverPrintsTheLine EndsWithoutTheLine; do
    wanted "$fault" && (cd "$work" && FAULT=$fault node "$cli" test -c server.config.mjs --reporter=list 2>&1) |
      write playwright "$fault"
  done
}

exunit() {
  for fault in $(faults exunit/faults_test.exs 'test "[A-Za-z]+'); do
    wanted "$fault" && (cd "$here/exunit" && FAULT=$fault elixir faults_test.exs 2>&1) | write exunit "$fault"
  done
}

# A death test has no limit: after 5 seconds it is ended from outside.
googletest() {
  (cd "$here/googletest" && g++ -std=c++14 -o "$work/faults" faults.cc -lgtest -lgtest_main -lpthread) || exit 1
  for fault in $(faults googletest/faults.cc 'Test, [A-Za-z]+'); do
    wanted "$fault" && (cd "$here/googletest" && timeout 5 "$work/faults" --gtest_filter="*.$fault" 2>&1 </dev/null
      [ $? = 124 ] && echo '[ended by timeout 5]') | write googletest "$fault"
  done
}

pexpect() {
  for fault in $(faults pexpect/faults.py 'test_[A-Za-z]+'); do
    wanted "$fault" && (cd "$here/pexpect" && /usr/bin/python3 -B faults.py "Faults.test_$fault" 2>&1) | write pexpect "$fault"
  done
}

ln -s "$modules" "$work/node_modules"
only=${2:-}
touch "$work/sizes"
for tool in ${1:-execa playwright exunit googletest pexpect}; do $tool; done
cat "$here/sizes.tsv" 2>/dev/null | cat "$work/sizes" - | LC_ALL=C sort -s -u -k1,2 >"$work/merged"
mv "$work/merged" "$here/sizes.tsv"
