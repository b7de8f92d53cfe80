'use strict';
// Tells of every second message whether it is the value of an expression. The message before it is the index of that among
// its argument, a JSON array of pairs: the expression, and what else must be true of the message m.
const util = require('util');
const rows = JSON.parse(process.argv[2]);
const shown = (value) => util.inspect(value, { depth: 20 });
// Of the buffer, a view shows the rest of its message as well.
DataView.prototype[util.inspect.custom] = function bytes() {
  return 'DataView ' + Buffer.from(this.buffer, this.byteOffset, this.byteLength).toString('hex');
};
let row;

const verdict = (m) => {
  const expected = eval('(' + row[0] + ')');
  const same = util.isDeepStrictEqual(m, expected) || (Number.isNaN(m.valueOf()) && m.constructor === expected.constructor);
  return same && shown(m) === shown(expected) && eval(row[1]) ? 'same' : 'it is ' + shown(m) + ', not ' + shown(expected);
};

process.on('message', (message) => {
  if (row === undefined) {
    row = rows[message];
  } else {
    process.send(verdict(message));
    row = undefined;
  }
});
