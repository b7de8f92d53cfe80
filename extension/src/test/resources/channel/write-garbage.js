// writes random bytes in random pieces, and a message behind each; tells on stdout how many lines that were; $1: the seed
const fs = require('fs');
let state = Number(process.argv[2]);
function random(below) { // mulberry32
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % below;
}
function write(bytes) {
  for (let from = 0; from < bytes.length;) {
    const to = Math.min(bytes.length, from + 1 + random(3000));
    fs.writeSync(3, bytes, from, to - from);
    from = to;
  }
  lines += bytes.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
}
let lines = 0;
for (let i = 0; i < 300; i++) {
  const garbage = Buffer.from(Array.from({ length: random(2000) }, () => random(256)));
  write(Buffer.concat([garbage, Buffer.from(`\n{"good":${i}}\n`)]));
}
console.log(lines);
