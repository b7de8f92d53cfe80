// Answers a list of numbers with their sum.
process.on('message', numbers => process.send(numbers.reduce((sum, number) => sum + number, 0)));
