process.send({ step: 1 });
