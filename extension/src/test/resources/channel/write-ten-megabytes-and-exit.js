// writes to the channel what fits, tells on stdout how many bytes that were, and leaves
const fs = require('fs');
process.channel.ref();
fs.writeSync(3, '"before"\n');
const written = fs.writeSync(3, 'x'.repeat(10000000));
fs.writeSync(1, String(written));
process.exit(0);
