process.on('SIGTERM', () => process.exit(9));
process.on('message', () => {});
console.log('ready');
