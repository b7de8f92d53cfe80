process.disconnect();
process.on('exit', () => console.log('bye'));
