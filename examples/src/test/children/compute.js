// Adds the numbers from min up to, but without, max and answers with the sum.
'use strict';

console.log(`child of ${process.ppid}`);

process.on('message', ({ min, max }) => {
  let sum = 0;
  for (let n = min; n < max; n++) sum += n;
  process.send(sum);
});
