import {execFile, execFileSync, spawn, spawnSync} from 'node:child_process';
import {promisify} from 'node:util';
import {expect, test} from '@playwright/test';

const SHORT = {timeout: 100};
const shSync = script => spawnSync('sh', ['-c', script], {encoding: 'utf8'});

/** A child, and what it has printed and sent so far. */
function started(script, stdio = 'pipe') {
  const child = spawn('sh', ['-c', script], {stdio});
  const seen = {child, output: '', messages: [], closed: false};
  child.stdout.on('data', chunk => (seen.output += chunk));
  child.on('message', message => seen.messages.push(message));
  child.on('close', () => (seen.closed = true));
  return seen;
}

const withChannel = script => started(script, ['pipe', 'pipe', 'pipe', 'ipc']);

test('ExitsWithAnotherCode', () => {
  expect(shSync("echo 'no such table: users' >&2; exit 3").status).toBe(0);
});

test('IsKilledByNobodyOfTheTest', () => {
  expect(shSync('kill -9 $$').status).toBe(0);
});

test('ExitsWithTheCodeOfASignal', () => {
  expect(shSync('exit 143').signal).toBe('SIGTERM');
});

test('IsNoCommandOfTheShell', () => {
  expect(shSync('no-such-command --version').status).toBe(0);
});

test('ProgramIsMissing', () => {
  execFileSync('/nowhere/server');
});

test('DirectoryIsMissing', () => {
  execFileSync('ls', {cwd: '/nowhere/at/all'});
});

test('PrintsSomethingElse', async () => {
  const runner = started("printf '3 tests, 1 failed\\n'");
  await expect(() => expect(runner.output).toContain('0 failed')).toPass({timeout: 1000});
});

test('DiffersInOneLineOfMany', () => {
  const {stdout} = shSync("seq -f 'row %.0f' 3000 | sed 's/^row 1500$/row 1500 is broken/'");
  expect(stdout).toBe(Array.from({length: 3000}, (_, i) => `row ${i + 1}\n`).join(''));
});

test('ReadsAndIsSilent', async () => {
  const worker = withChannel('read line <&3; echo got it; exec cat');
  worker.child.send({max: 1000});
  await expect.poll(() => worker.messages, {timeout: 1000}).toContainEqual({sum: 499_500});
});

test('AnswersOtherwise', async () => {
  const worker = withChannel(`read line <&3; echo '{"sum":499501}' >&3; exec cat`);
  worker.child.send({max: 1000});
  await expect.poll(() => worker.messages, {timeout: 1000}).toContainEqual({sum: 499_500});
});

test('AnswersTooLate', async () => {
  const worker = withChannel(`sleep 1.1; echo '{"sum":499500}' >&3`);
  await expect.poll(() => worker.messages, {timeout: 1000}).toContainEqual({sum: 499_500});
});

test('SendsWhatIsNoMessage', async () => {
  const worker = withChannel("echo 'sum: 499500' >&3; exec 3>&-; exec cat");
  await expect.poll(() => worker.messages, {timeout: 1000}).toContainEqual({sum: 499_500});
});

test('IsGone', async () => {
  const worker = withChannel(`echo '"ready"' >&3; echo 'out of memory' >&2; exit 3`);
  await expect.poll(() => worker.messages, {timeout: 1000}).toContainEqual(499_500);
});

test('WaitsForTheEndOfItsInput', async () => {
  const sort = spawn('sort');
  sort.stdin.write('pear\napple\n');
  await expect.poll(() => sort.exitCode, SHORT).toBe(0);
});

test('IsOverItsTime', async () => {
  test.setTimeout(2000);
  await promisify(execFile)('sh', ['-c', 'echo working; exec sleep 300']);
});

test('GrandchildHoldsItsPipes', async () => {
  const launcher = started('sleep 5 & echo started');
  await expect.poll(() => launcher.closed, {timeout: 1000}).toBe(true);
});

test('IsBrokenByAnother', async () => {
  spawn('sh', ['-c', "echo 'port 5432 is in use' >&2; exit 4"]);
  spawn('cat');
  const client = spawn('cat');
  await expect.poll(() => client.exitCode, {timeout: 1000}).toBe(0);
});
