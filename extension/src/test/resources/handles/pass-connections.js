// Tells its port and sends every connection that comes; counts those that are open, and closes when none is.
const net = require('net');

const options = { pauseOnConnect: true };
const server = net.createServer(options, (socket) => process.send('connection', socket));
server.listen(0, '127.0.0.1', () => process.send(server.address().port));

const orders = {
  count: () => server.getConnections((error, count) => process.send({ count })),
  close: () => { server.close(() => process.send('all closed')); process.send('closing'); },
};

process.on('message', (order) => orders[order]());
