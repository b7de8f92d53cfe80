// Writes that many bytes to the connection that it is given, and sends back every other message.
process.on('message', (message, connection) => {
  if (connection) connection.write(Buffer.alloc(Number(process.argv[2])));
  else process.send(message);
});
