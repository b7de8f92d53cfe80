#!/bin/sh
# Says hello twice: on its stdout, and as a message.
echo 'hello, terminal'
echo '"hello, parent"' >&"$NODE_CHANNEL_FD"
