// echo.js that does not listen to messages before its stdin has ended.
'use strict';

require('fs').readFileSync(0);

require('./echo.js');
