process.send('before');
process.send('x'.repeat(10000000));
process.exit(0);
