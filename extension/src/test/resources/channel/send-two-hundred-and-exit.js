for (let i = 0; i < 200; i++) process.send(i);
process.exit(0);
