// Node's own primary of one worker, observe.js, and prints what came of it: see ObservedWorker, which does the same.
'use strict';
const cluster = require('cluster');
const http = require('http');
const path = require('path');

const [serialization, policy, end, ...args] = process.argv.slice(2);

setTimeout(() => { console.error('no end within 30 s'); process.exit(1); }, 30000).unref();

const get = (port) => new Promise((done) => http.get({ host: args[0].includes('IPv6') ? '::1' : '127.0.0.1', port, agent: false }, (response) => {
  let body = '';
  response.on('data', (chunk) => { body += chunk; }).on('end', () => done(body));
}));

cluster.schedulingPolicy = policy === 'NONE' ? cluster.SCHED_NONE : cluster.SCHED_RR;
cluster.setupPrimary({ exec: path.join(__dirname, 'observe.js'), args, serialization: serialization.toLowerCase() });
const worker = cluster.fork();
const outcome = { bodies: [] };

worker.on('message', async (message) => {
  if (message.seen) outcome.seen = message.seen;
  if (!message.ports) return;
  for (const port of message.ports) outcome.bodies.push(await get(port));
  if (end === 'by the primary') worker.disconnect();
  else worker.send(end);
});
worker.on('exit', (code, signal) => setImmediate(() => {
  outcome.end = `${code} ${signal} ${worker.exitedAfterDisconnect}`;
  console.log(JSON.stringify(outcome));
}));
