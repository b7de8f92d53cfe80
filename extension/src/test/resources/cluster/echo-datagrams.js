// Sends every datagram back, with its pid.
'use strict';
const dgram = require('dgram');

const socket = dgram.createSocket('udp4');
socket.on('message', (text, sender) => socket.send(`${text} ${process.pid}`, sender.port, sender.address));
socket.bind(0, '127.0.0.1');
