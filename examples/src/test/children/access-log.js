// Tells its port, then a line for each request; in colours, as on a terminal.
const http = require('node:http');

const server = http.createServer((request, response) => {
  console.log(`\x1b[32m${request.method}\x1b[0m ${request.url}`);
  response.end();
});
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
