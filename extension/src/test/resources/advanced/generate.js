'use strict';
// Writes messages of random values: generate.js <seed> <count>
const { serialize, frame } = require('./channel.js');
const { writeFileSync } = require('fs');

let state = Number(process.argv[2]) | 0;
const count = Number(process.argv[3]);
const version = parseInt(process.versions.node);
const since20 = version >= 20; // Node 18 has no flag v and no resizable buffers

function random() {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
const below = (limit) => Math.floor(random() * limit);
const pick = (...values) => values[below(values.length)];
const times = (limit, make) => Array.from({ length: below(limit) }, make);

const integer = () => pick(0, 1, -1, 63, 64, -64, -65, 2 ** 31 - 1, -(2 ** 31), below(1000), below(2 ** 31) * pick(1, -1));
const fraction = () => pick(-0, NaN, Infinity, -Infinity, 2 ** 31, 2 ** 53, 1.5, 1e300, 5e-324, random(), -random() * 1e9);
const number = () => pick(integer, fraction)();
const latin = () => String.fromCharCode(...times(12, () => below(256)));
const wide = () => latin() + pick('日', '😀', '\ud83d', '\u0100', '\uffff') + latin();
const string = () => pick(latin, latin, wide, () => '')();
const bytes = () => Buffer.from(times(40, () => below(256)));
const bigInt = () => pick(0n, 1n, -1n, 2n ** 63n, 2n ** 64n, -(2n ** 64n), BigInt('0x1' + bytes().toString('hex'))) * pick(1n, -1n);
const date = () => new Date(pick(1, -1, NaN, 8.64e15, -8.64e15, (1 + below(2 ** 31)) * 1000 * pick(1, -1)));
const flags = () => ['d', 'g', 'i', 'm', 's', pick('', 'u', since20 ? 'v' : 'u'), 'y'].filter(() => random() < 0.3).join('');
const regExp = () => new RegExp(pick('', 'x', '[a-c]+', '日', '(?<n>a)'), flags());
const views = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
  Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView];

function view() {
  const content = bytes();
  const type = pick(...views);
  const size = type.BYTES_PER_ELEMENT ?? 1;
  const whole = content.length - (content.length % size);
  return new type(Uint8Array.from(content.subarray(0, whole)).buffer, 0, whole / size);
}

function arrayBuffer() {
  const content = bytes();
  const buffer = new ArrayBuffer(content.length, pick({}, since20 ? { maxByteLength: content.length + below(100) } : {}));
  new Uint8Array(buffer).set(content);
  return buffer;
}

const primitives = [() => null, () => undefined, () => true, () => false, integer, fraction, number, string, string, bigInt];
const leaves = [date, regExp, bytes, view, arrayBuffer,
  () => Object(pick(number, string, bigInt, () => true, () => false)())];
const objects = []; // of this message, to be referred to

function known(object) {
  objects.push(object);
  return object;
}

function array(depth) {
  const array = known(JSON.parse('["first"]')); // so it holds what it is given, not doubles
  for (const element of times(6, () => value(depth - 1))) array.push(element);
  array.shift();
  return array.length > 0 && array.every((element) => typeof element === 'number') ? numbers() : array;
}

function numbers() {
  const array = known(JSON.parse('[]'));
  times(8, () => array.push(pick(integer, number)()));
  return array;
}

// No array is among them that has no hole but could: V8 writes it as if it had.
function holedArray(depth) {
  const array = known(new Array(2 + below(2 ** pick(2, 31))));
  times(4, () => { array[1 + below(array.length - 1)] = value(depth - 1); });
  times(3, () => { array['p' + below(5)] = value(depth - 1); });
  return array;
}

function arrayOfProperties(depth) {
  const array = known(JSON.parse('["first", 2]'));
  times(3, () => { array['p' + below(5)] = value(depth - 1); });
  return array;
}

function object(depth) {
  const object = known(Object.create(null)); // no hidden class that makes a double of an integer
  times(6, () => { object[pick(latin, wide, () => 'k' + below(9), () => pick(below(9), 2 ** 31, 2 ** 32 - 2, 2 ** 32, '01', -1))()] = value(depth - 1); });
  return object;
}

function map(depth) {
  const map = known(new Map());
  times(5, () => map.set(value(depth - 1), value(depth - 1)));
  return map;
}

function set(depth) {
  const set = known(new Set());
  times(5, () => set.add(value(depth - 1)));
  return set;
}

function error(depth) {
  const error = known(new (pick(Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError))(string()));
  error.stack = pick(string(), 1);
  if (random() < 0.3) delete error.message;
  if (random() < 0.5) {
    error.cause = value(depth - 1);
    if (version < 22) error.stack = 1; // else written behind the cause, and by us before it
  }
  return error;
}

function value(depth) {
  if (objects.length > 0 && random() < 0.1) return pick(...objects);
  if (depth === 0 || random() < 0.3) return pick(...primitives)();
  if (random() < 0.4) return known(pick(...leaves)());
  return pick(array, array, numbers, holedArray, arrayOfProperties, object, object, object, map, set, error)(depth);
}

const messages = [];
for (let i = 0; i < count; i++) {
  objects.length = 0;
  messages.push(frame(serialize(value(5))));
}
writeFileSync(1, Buffer.concat(messages));
