// Answers every request at a path of the file system with its pid.
'use strict';
const http = require('http');

http.createServer((request, response) => response.end(String(process.pid)))
  .listen(process.argv[2], () => process.send('listening'));
