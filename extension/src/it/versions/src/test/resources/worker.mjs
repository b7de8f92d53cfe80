process.on('message', (message) => {
  if (message.end) process.disconnect();
  else process.send({sum: message.values.reduce((a, b) => a + b, 0), at: new Date(0)});
});
