process.on('internalMessage', (message) => process.send({ internal: message }));
process.on('message', (message) => process.send({ ordinary: message }));
