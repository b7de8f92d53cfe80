"""Closes the channel after the first message, and runs on until its stdin ends."""

import sys

from channel import Channel

channel = Channel()
channel.send(next(iter(channel)))
channel.disconnect()
sys.stdin.read()
