// Greets its parent with its arguments and ends when the parent is gone.
process.send({ greeting: process.argv.slice(2), options: process.execArgv });
process.on('disconnect', () => process.exit(0));
