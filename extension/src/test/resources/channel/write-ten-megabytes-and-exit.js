// writes to the channel until it takes no more, tells on stdout how many bytes of the message that were, and leaves
const fs = require('fs');
process.channel.ref();
fs.writeSync(3, '"before"\n');
const part = 'x'.repeat(10000000);
let written = 0;
for (let last = part.length; last === part.length; written += last) last = fs.writeSync(3, part);
fs.writeSync(1, String(written));
process.exit(0);
