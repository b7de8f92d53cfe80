"""Sends more than a socket holds, and exits at once with code 7."""

import os

from channel import Channel

channel = Channel()
for number in range(1000):
    channel.send({"number": number, "text": "x" * 1000})
os._exit(7)
