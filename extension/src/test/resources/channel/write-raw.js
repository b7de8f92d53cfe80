// ignores its channel: writes the bytes $1, in hexadecimal, to descriptor 3, in pieces of $2 bytes
const fs = require('fs');
const bytes = Buffer.from(process.argv[2], 'hex');
const piece = Number(process.argv[3]);
for (let at = 0; at < bytes.length; at += piece) fs.writeSync(3, bytes.subarray(at, at + piece));
