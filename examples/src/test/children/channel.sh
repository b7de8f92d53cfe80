#!/bin/sh
# Prints which of its descriptors is the channel, what /proc says it is, and how many Unix domain sockets are this one.
socket=$(readlink "/proc/$$/fd/$NODE_CHANNEL_FD")
inode=$(echo "$socket" | tr -cd '[:digit:]')

echo "$NODE_CHANNEL_FD"
echo "$socket"
grep -c " $inode\$" /proc/net/unix
