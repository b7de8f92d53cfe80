process.send({ step: 1 }, () => process.kill(process.pid, 'SIGKILL'));
