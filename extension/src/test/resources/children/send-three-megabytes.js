process.send('x'.repeat(3000000));
