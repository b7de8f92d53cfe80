// An HTTP server that has /compute worked out by a child, and so can answer everything else at once.
'use strict';

const { fork } = require('child_process');
const http = require('http');
const path = require('path');

const computeModule = path.join(__dirname, process.argv[2]);

function compute(response) {
  const child = fork(computeModule);
  child.on('message', (sum) => {
    response.end(String(sum));
    child.kill();
  });
  child.on('close', (code, signal) => console.log(`compute closed: code ${code}, signal ${signal}`));
  child.send({ max: 1000, min: 0 });
}

const server = http.createServer((request, response) => {
  if (request.url === '/compute') compute(response);
  else response.end('at once');
});

server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
