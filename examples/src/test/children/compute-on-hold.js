// compute.js that stays busy with its first request until its stdin ends.
'use strict';

process.once('message', () => {
  console.log('computing');
  require('fs').readFileSync(0);
});

require('./compute.js');
