process.send({
  send: typeof process.send,
  disconnect: typeof process.disconnect,
  channel: typeof process.channel,
  connected: process.connected,
  variables: Object.keys(process.env).filter((name) => name.startsWith('NODE_CHANNEL_')),
});
