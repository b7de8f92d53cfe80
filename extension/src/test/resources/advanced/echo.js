'use strict';
// Reads every message of stdin and writes it again; an array as a new one, for V8 writes those that it read as sparse.
const { deserialize, serialize, frame, frames } = require('./channel.js');
const { readFileSync, writeFileSync } = require('fs');

function renewed(value, known = new Map()) {
  if (value === null || typeof value !== 'object') return value;
  if (known.has(value)) return known.get(value);
  const renew = (part) => renewed(part, known);
  if (Array.isArray(value)) {
    const full = Object.keys(value).length >= value.length && !Array.from(value, (_, i) => i in value).includes(false);
    const numbers = full && value.every((element) => typeof element === 'number');
    const array = full ? JSON.parse(numbers ? '[]' : '["first"]') : new Array(value.length);
    known.set(value, array);
    if (full) {
      for (let i = 0; i < value.length; i++) array.push(renew(value[i]));
      if (!numbers) array.shift();
    }
    for (const key of Object.keys(value)) if (!full || !(key < value.length)) array[key] = renew(value[key]);
    return array;
  }
  if (value instanceof Map) {
    const map = new Map();
    known.set(value, map);
    for (const [key, element] of value) map.set(renew(key), renew(element));
    return map;
  }
  if (value instanceof Set) {
    const set = new Set();
    known.set(value, set);
    for (const element of value) set.add(renew(element));
    return set;
  }
  known.set(value, value);
  if (value instanceof Error) {
    if ('cause' in value) value.cause = renew(value.cause);
  } else if (Object.getPrototypeOf(value) === Object.prototype) {
    const object = Object.create(null); // no hidden class that makes a double of an integer
    known.set(value, object);
    for (const key of Object.keys(value)) object[key] = renew(value[key]);
    return object;
  }
  return value;
}

const answer = (bytes) => {
  try {
    return serialize(renewed(deserialize(bytes)));
  } catch (failure) {
    return Buffer.from(String(failure.stack));
  }
};
writeFileSync(1, Buffer.concat(frames(readFileSync(0)).map((bytes) => frame(answer(bytes)))));
