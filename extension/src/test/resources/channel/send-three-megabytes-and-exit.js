for (let i = 0; i < 300; i++) process.send('x'.repeat(10000));
process.send('last', () => process.exit(0));
