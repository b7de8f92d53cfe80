// A worker of a cluster: sends every datagram back.
'use strict';

const socket = require('dgram').createSocket('udp4');
socket.on('message', (text, sender) => socket.send(text, sender.port, sender.address));
socket.bind(0, '127.0.0.1');
