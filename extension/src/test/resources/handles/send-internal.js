// Sends messages of which Node keeps some to itself, one of those with a handle.
const server = require('net').createServer().listen(0, '127.0.0.1', () => {
  process.send('first');
  process.send({ cmd: 'NODE_OF_OURS', n: 1 });
  process.send({ cmd: 'NODE_WITH_SERVER' }, server);
  process.send('last', () => {
    server.close();
    process.disconnect();
  });
});
