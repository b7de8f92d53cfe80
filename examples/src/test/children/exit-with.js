// Exits with the code that is its argument.
'use strict';

process.exit(Number(process.argv[2]));
