// Reports what its parent gave to it.
'use strict';

process.send({
  cwd: process.cwd(),
  env: process.env,
  args: process.argv.slice(2),
  execArgv: process.execArgv,
});
