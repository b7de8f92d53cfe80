// Serves HTTP over every server and connection that it is given, echoes datagrams, and tells what came.
const dgram = require('dgram');
const http = require('http');
const net = require('net');

const web = http.createServer((request, response) => response.end(`${process.pid} serves ${request.url}`));
const visit = (socket) => web.emit('connection', socket);
const echo = (socket) => socket.on('message', (text, from) => socket.send(`echo ${text}`, from.port, from.address));

const use = {
  Server: (server) => server.on('connection', visit),
  Socket: (socket) => (socket instanceof dgram.Socket ? echo(socket) : visit(socket)),
  TCP: (listening) => net.createServer(visit).listen(listening),
  UDP: (bound) => echo(dgram.createSocket('udp4').bind(bound)),
};

process.on('message', (message, handle) => {
  const kind = handle ? handle.constructor.name : 'none';
  if (handle) use[kind](handle);
  process.send({ message, handle: kind });
});
