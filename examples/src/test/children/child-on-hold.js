// child.js that stays until its stdin ends.
'use strict';

require('./child.js');

process.stdin.resume();
