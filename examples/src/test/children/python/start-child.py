"""Starts a child of its own that lives until stdin ends, and closes the channel meanwhile."""

import os

from channel import Channel

channel = Channel()
pid = os.spawnlp(os.P_NOWAIT, "sh", "sh", "-c", 'echo "channel: ${NODE_CHANNEL_FD-none}"; exec cat')
channel.disconnect()
os.waitpid(pid, 0)
