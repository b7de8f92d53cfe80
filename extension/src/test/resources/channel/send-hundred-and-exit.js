for (let i = 0; i < 100; i++) process.send(i);
process.exit(0);
