// Launches its arguments as a child, sends it a text, a server and another text, and prints the answers.
'use strict';

const { spawn } = require('child_process');
const net = require('net');

const child = spawn(process.argv[2], process.argv.slice(3), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
child.on('message', (answer) => {
  console.log(JSON.stringify(answer));
  if (answer === 'after') child.disconnect();
});

const server = net.createServer().listen(0, '127.0.0.1', () => {
  child.send('before');
  child.send('handle', server, () => server.close());
  child.send('after');
});
