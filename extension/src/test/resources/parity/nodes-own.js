'use strict';
// Runs a case with Node's own child_process and prints what came of it, as one line of JSON. The case and its arguments come
// as one argument, a JSON array in ASCII, so that no locale can change them on their way.
const cp = require('child_process');
const [script, ...args] = JSON.parse(process.argv[2]);

setTimeout(() => { console.error('no end within 50 s'); process.exit(1); }, 50000).unref();

const print = (value) => process.stdout.write(JSON.stringify(value) + '\n');

const shown = (output) => (Buffer.isBuffer(output) ? output.toString('hex') : output);

const done = (error, stdout, stderr) => print({
  failed: error !== null,
  message: error ? error.message : null,
  code: error && typeof error.code === 'number' ? error.code : null,
  errnoCode: error && typeof error.code === 'string' ? error.code : null,
  killed: Boolean(error && error.killed),
  signal: (error && error.signal) || null,
  cmd: error ? error.cmd : null,
  stdout: shown(stdout),
  stderr: shown(stderr),
});

const story = (child, told) => {
  const seen = { events: [], stdout: '', stderr: '', messages: [], code: null, signal: null };
  const note = (event) => {
    if (seen.events[seen.events.length - 1] !== event) seen.events.push(event);
  };
  for (const name of ['stdout', 'stderr']) {
    if (child[name]) child[name].setEncoding('utf8').on('data', (text) => { note(name); seen[name] += text; });
  }
  for (const event of ['spawn', 'error', 'disconnect', 'exit']) child.on(event, () => note(event));
  child.on('message', (message) => { note('message'); seen.messages.push(JSON.stringify(message)); });
  child.on('close', (code, signal) => {
    note('close');
    print(Object.assign(seen, { code, signal }));
  });
  return child;
};

const launch = (start) => {
  try {
    const child = start();
    let answer = 'started';
    child.on('error', (error) => { answer = 'never started: ' + error.code; });
    child.on('close', () => print(answer));
  } catch (error) {
    print('thrown: ' + error.code);
  }
};

new Function('cp', 'args', 'print', 'done', 'story', 'launch', 'require', script)(
  cp, args, print, done, story, launch, require);
