'use strict';
// Prints that it listens; then every message as JSON.stringify writes it, and the name of the first error behind the messages
// that were read together with its cause.
let failed = false;
process.on('message', (message) => console.log(JSON.stringify(message)));
process.on('uncaughtException', (error) => {
  if (!failed) setImmediate(() => console.log(error.name));
  failed = true;
});
console.log('listening');
