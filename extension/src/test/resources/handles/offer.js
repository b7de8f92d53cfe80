// Sends the server or UDP socket that it is asked for, and a message behind it; gives up its own when asked.
const dgram = require('dgram');
const net = require('net');

let own;
const give = () => {
  process.send({ here: 'it is' }, own);
  process.send('behind');
};

const orders = {
  server: () => { own = net.createServer().listen(0, '127.0.0.1', give); },
  path: () => { own = net.createServer().listen(process.argv[2], give); },
  udp: () => { own = dgram.createSocket('udp4').bind(0, '127.0.0.1', give); },
  release: () => own.close(() => process.send('released')),
};

process.on('message', (order) => orders[order]());
