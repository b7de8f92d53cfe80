process.send({ step: 1 });
process.exit(5);
