process.on('message', (message) => process.send({
  type: typeof message,
  json: JSON.stringify(message),
  isMinusZero: Object.is(message, -0),
}));
