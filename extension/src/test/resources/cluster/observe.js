// Listens as the first argument says, and tells the primary what a worker sees of that: addresses, errors, and what the primary
// has said to Node's own code. Ends as it is told.
'use strict';
const cluster = require('cluster');
const dgram = require('dgram');
const http = require('http');

const [what, place] = process.argv.slice(2);
const seen = [];
const ports = [];

process.prependListener('internalMessage', (message, handle) => {
  if (message.cmd !== 'NODE_CLUSTER') return;
  seen.push(['primary', message, handle ? handle.constructor.name : null]);
  if (message.act === 'disconnect') tell();
});

const known = (server, done) => server
  .on('error', (e) => { seen.push(['error', e.code, e.errno, e.syscall, e.message]); done(); })
  .on('listening', () => { seen.push(['listening', server.address()]); ports.push(server.address().port || 0); done(server); });

const answer = (request, response) => { response.setHeader('Connection', 'close'); response.end('served'); };
const listen = (...where) => new Promise((done) => known(http.createServer(answer), done).listen(...where));
const bind = (type, ...where) => new Promise((done) => known(dgram.createSocket(type), done).bind(...where));
const closed = (server) => new Promise((done) => server.close(done));

const cases = {
  'nothing': () => {},
  'a port': () => listen(0, '127.0.0.1'),
  'a port of a name': () => listen({ port: 0, host: 'localhost', backlog: 7, family: 4 }),
  'all addresses': () => listen(0),
  'all addresses of IPv4': () => listen(0, '0.0.0.0'),
  'a port of IPv6': () => listen(0, '::1'),
  'two ports': async () => { await listen(0, '127.0.0.1'); await listen(0, '127.0.0.1'); },
  'one port twice': async () => { const one = await listen(0, '127.0.0.1'); await listen(one.address().port, '127.0.0.1'); },
  'one port again': async () => {
    const one = await listen(0, '127.0.0.1');
    const port = one.address().port;
    await closed(one);
    await listen(port, '127.0.0.1');
  },
  'a port in use': () => listen(Number(place), '127.0.0.1'),
  'an address of others': () => listen(0, '192.0.2.1'),
  'a path': () => listen(place),
  'a path in use': async () => { await listen(place); await listen(place); },
  'a path without directory': () => listen(place + '/missing/path'),
  'UDP': () => bind('udp4', 0, '127.0.0.1'),
  'UDP of IPv6': () => bind('udp6', 0, '::1'),
  'UDP of all addresses': () => bind({ type: 'udp4', reuseAddr: true }, 0),
  'UDP in use': async () => { const one = await bind('udp4', 0, '127.0.0.1'); await bind('udp4', one.address().port, '127.0.0.1'); },
  'a port for itself': () => listen({ port: 0, host: '127.0.0.1', exclusive: true }),
};

const tell = () => {
  let text = JSON.stringify(seen);
  ports.filter(Boolean).concat(place).forEach((each, n) => { text = text.replaceAll(String(each), `<${n}>`); });
  process.send({ seen: text });
};

process.on('message', (end) => {
  tell();
  if (end === 'disconnect') cluster.worker.disconnect();
  else if (end === 'kill') cluster.worker.kill();
  else process.exit(7);
});

Promise.resolve(cases[what]()).then(() => {
  const tcp = what.startsWith('UDP') ? [] : ports.filter((port) => port > 0);
  process.send({ ports: [...new Set(tcp)] });
});
