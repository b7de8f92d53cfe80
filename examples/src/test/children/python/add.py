"""Answers a list of numbers with their sum, until the parent closes the channel."""

from channel import Channel

channel = Channel()
for numbers in channel:
    channel.send(sum(numbers))
