// A worker of a cluster: an HTTP server on a port that the primary shares out, with a new connection for each request.
'use strict';

const http = require('http');

const server = http.createServer((request, response) => {
  response.setHeader('Connection', 'close');
  response.end(`${request.url} from ${process.pid}`);
});

server.listen(0, '127.0.0.1', () => process.send('serving'));
