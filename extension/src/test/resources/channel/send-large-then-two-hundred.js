process.send('x'.repeat(3000000));
for (let i = 0; i < 199; i++) process.send(i);
process.send(199, () => process.exit(0));
