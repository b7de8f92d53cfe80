import assert from 'node:assert/strict';
import {execa} from 'execa';
import {test} from 'node:test';

const sh = (script, options) => execa('sh', ['-c', script], options);
const CHANNEL = {ipc: true, serialization: 'json', timeout: 2000};

/** The error of the child itself, which tells more than the one of getOneMessage(). */
const answer = worker => worker.getOneMessage({filter: message => message.sum === 499_500}).catch(() => worker);

test('ExitsWithAnotherCode', async () => {
  await sh("echo 'no such table: users' >&2; exit 3");
});

test('IsKilledByNobodyOfTheTest', async () => {
  await sh('kill -9 $$');
});

test('ExitsWithTheCodeOfASignal', async () => {
  await assert.rejects(sh('exit 143'), {signal: 'SIGTERM'});
});

test('IsNoCommandOfTheShell', async () => {
  await execa('no-such-command --version', {shell: true});
});

test('ProgramIsMissing', async () => {
  await execa('/nowhere/server');
});

test('DirectoryIsMissing', async () => {
  await execa('ls', {cwd: '/nowhere/at/all'});
});

test('PrintsSomethingElse', async () => {
  const {stdout} = await execa('printf', ['3 tests, 1 failed\\n']);
  assert.match(stdout, /0 failed/);
});

test('DiffersInOneLineOfMany', async () => {
  const {stdout} = await sh("seq -f 'row %.0f' 3000 | sed 's/^row 1500$/row 1500 is broken/'");
  const expected = Array.from({length: 3000}, (_, i) => `row ${i + 1}`).join('\n');
  assert.equal(stdout, expected);
});

test('NeverPrintsTheLine', async () => {
  for await (const line of sh('echo starting; exec cat', {timeout: 2000})) {
    if (/listening on (\d+)/.test(line)) {
      return;
    }
  }
  assert.fail('listening on (\\d+)');
});

test('EndsWithoutTheLine', async () => {
  for await (const line of sh("echo 'port 80 is in use'; exit 1")) {
    if (/listening on (\d+)/.test(line)) {
      return;
    }
  }
  assert.fail('listening on (\\d+)');
});

test('ReadsAndIsSilent', async () => {
  const worker = sh('read line <&$NODE_CHANNEL_FD; echo got it; exec cat', CHANNEL);
  await worker.sendMessage({max: 1000});
  await answer(worker);
});

test('AnswersOtherwise', async () => {
  const worker = sh(`read line <&$NODE_CHANNEL_FD; echo '{"sum":499501}' >&$NODE_CHANNEL_FD; exec cat`, CHANNEL);
  await worker.sendMessage({max: 1000});
  await answer(worker);
});

test('AnswersTooLate', async () => {
  const worker = sh(`sleep 2.1; echo '{"sum":499500}' >&$NODE_CHANNEL_FD`, CHANNEL);
  await answer(worker);
});

test('SendsWhatIsNoMessage', async () => {
  const worker = sh("echo 'sum: 499500' >&$NODE_CHANNEL_FD; exec cat", CHANNEL);
  await answer(worker);
});

test('IsGone', async () => {
  const worker = sh(`echo '"ready"' >&$NODE_CHANNEL_FD; echo 'out of memory' >&2; exit 3`, CHANNEL);
  await answer(worker);
});

test('WaitsForTheEndOfItsInput', async () => {
  const sort = execa('sort', {timeout: 100});
  sort.stdin.write('pear\napple\n');
  await sort;
});

test('IsOverItsTime', async () => {
  await sh('echo working; exec sleep 300', {timeout: 2000});
});

test('GrandchildHoldsItsPipes', {timeout: 2000}, async () => {
  await sh('sleep 5 & echo started');
});

test('IsBrokenByAnother', async () => {
  sh("echo 'port 5432 is in use' >&2; exit 4");
  execa('cat', {timeout: 2000});
  await execa('cat', {timeout: 2000});
});

test('IsTheCulpritOfMany', async () => {
  const database = sh("echo 'port 5432 is in use' >&2; exit 4");
  const proxy = execa('cat', {timeout: 2000});
  const client = execa('cat', {timeout: 2000});
  await Promise.all([client, proxy, database]);
});
