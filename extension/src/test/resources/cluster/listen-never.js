// Is a worker and listens nowhere; exits when told a code.
'use strict';
process.on('message', (code) => process.exit(code));
