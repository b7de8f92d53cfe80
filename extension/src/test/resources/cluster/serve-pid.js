// Answers every request with its pid, one request a connection. Does what it is told.
'use strict';
const cluster = require('cluster');
const http = require('http');

const server = http.createServer((request, response) => {
  response.setHeader('Connection', 'close');
  response.end(String(process.pid));
});
server.maxConnections = Number(process.argv[2]) || undefined;

process.on('message', (told) => {
  if (told === 'close') server.close();
  else if (told === 'disconnect') cluster.worker.disconnect();
  else if (told === 'kill') cluster.worker.kill();
  else process.send({ told });
});

server.listen(0, '127.0.0.1');
