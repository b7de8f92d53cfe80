// Sends the same server fifty times, and ends when all is away.
const server = require('net').createServer().listen(0, '127.0.0.1', () => {
  for (let i = 0; i < 50; i++) process.send(i, server);
  process.send('behind', () => {
    server.close();
    process.disconnect();
  });
});
