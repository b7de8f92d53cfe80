// sends the numbers from 0 to $1, one after the other, while it is sent the same; then tells whether those came in order
const count = Number(process.argv[2]);
let sent = 0;
let got = 0;
let inOrder = true;
let ended = false;
const end = () => {
  if (got < count || sent < count || ended) return;
  ended = true;
  process.send(`got ${got} ${inOrder ? 'in order' : 'in another order'}`, () => process.disconnect());
};
const send = () => (sent === count ? end() : process.send(sent++, send));
process.on('message', (message) => { inOrder &&= message === got++; if (got === count) end(); });
send();
