// Announces itself, squares the numbers that it gets, one message each, and says when it is done.
'use strict';

process.send({ type: 'ready', pid: process.pid, version: '1.4.2' });

process.on('message', ({ numbers }) => {
  for (const number of numbers) process.send({ type: 'square', of: number, is: number * number });
  process.send({ type: 'done', count: numbers.length });
  process.disconnect();
});
