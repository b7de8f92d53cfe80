const server = require('net').createServer().listen(0, '127.0.0.1', () => {
  process.send('with a handle', server);
  process.send('without', () => server.close());
});
