process.send({ step: 1 }, () => { throw new Error('boom'); });
