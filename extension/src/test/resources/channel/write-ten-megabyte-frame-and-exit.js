// writes a message and what fits of a frame to the channel, tells on stdout how many bytes of the frame that were, and leaves
const fs = require('fs');
const frame = Buffer.alloc(10000000, 'x');
process.channel.ref();
process.send('before');
frame.writeUInt32BE(frame.length); // four bytes more than there are: it stays unfinished even if a fast parent takes all
frame.write('ff0f22f9ace204', 4, 'hex');
fs.writeSync(1, String(fs.writeSync(3, frame)));
process.exit(0);
