'use strict';
// Sends the value of every expression of its argument, a JSON array, or what send throws.
for (const expression of JSON.parse(process.argv[2])) {
  try {
    process.send(eval('(' + expression + ')'));
  } catch (error) {
    process.send('thrown: ' + error.name + ' ' + error.code + ' ' + error.message);
  }
}
