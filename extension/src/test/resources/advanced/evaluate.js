'use strict';
// Writes the message of every expression of stdin, one a line; what is not serializable as its error.
const { serialize, frame } = require('./channel.js');
const { readFileSync, writeFileSync } = require('fs');

const answer = (expression) => {
  try {
    return serialize((0, eval)(`(${expression})`));
  } catch (failure) {
    return Buffer.from(String(failure));
  }
};
const lines = readFileSync(0, 'utf8').trimEnd().split('\n');
writeFileSync(1, Buffer.concat(lines.map((line) => frame(answer(line)))));
