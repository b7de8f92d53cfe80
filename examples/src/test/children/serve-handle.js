// Serves HTTP over the server that it is given; asked for one, it gives its own away and tells what it hears there.
'use strict';

const http = require('http');
const net = require('net');

const web = http.createServer((request, response) => {
  response.setHeader('Connection', 'close');
  response.end(`served by ${process.pid}`);
});

process.on('message', (message, handle) => {
  if (handle) handle.on('connection', (socket) => web.emit('connection', socket));
  if (message === 'a server, please') {
    const server = net.createServer().listen(0, '127.0.0.1', () => process.send('here', server, () => server.close()));
  }
});
