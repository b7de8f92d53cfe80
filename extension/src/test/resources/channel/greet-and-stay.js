// says hello, and stays until its channel ends; tells on stdout what it was sent
process.send({ hello: 'parent' });
process.on('message', (message) => console.log(message));
