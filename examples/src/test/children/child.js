// Prints its argument.
'use strict';

console.log(`child got ${process.argv[2]}`);
