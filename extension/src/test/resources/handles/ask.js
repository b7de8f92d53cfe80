// Asks its own server, whose connection it sends away with a message behind it, and tells what it was answered.
const http = require('http');
const net = require('net');

const server = net.createServer({ pauseOnConnect: true }, (socket) => {
  process.send('connection', socket);
  process.send('behind');
  server.close();
});

server.listen(0, '127.0.0.1', () => {
  const question = { port: server.address().port, host: '127.0.0.1', path: '/asked', agent: false };
  http.get(question, (response) => {
    let body = '';
    response.on('data', (data) => { body += data; });
    response.on('end', () => process.send({ status: response.statusCode, body }));
  });
});
