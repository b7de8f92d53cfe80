process.send('before');
while (process.send('x'.repeat(10000000))); // until one is queued: a fast parent may have taken others
process.exit(0);
