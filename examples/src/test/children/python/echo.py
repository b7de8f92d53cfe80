"""Sends every message back, until the parent closes the channel."""

from channel import Channel

channel = Channel()
for message in channel:
    channel.send(message)
