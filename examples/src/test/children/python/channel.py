"""The channel to the parent, ForkedChild or Node: one line of JSON a message. Copy it; it needs the standard library only."""

import json
import os
import socket


class Channel:
    def __init__(self):
        # Taken out of the environment: a Node program that is told of a channel which it does not have aborts.
        descriptor = int(os.environ.pop("NODE_CHANNEL_FD"))
        mode = os.environ.pop("NODE_CHANNEL_SERIALIZATION_MODE", "") or "json"
        if mode != "json":
            raise SystemExit(f"this child speaks json, not {mode}")
        self._socket = socket.socket(fileno=descriptor)
        # Processes that this one starts must not hold the channel: the parent would wait for their end, too.
        self._socket.set_inheritable(False)
        self._lines = self._socket.makefile("rb")

    def __iter__(self):
        """The messages of the parent, in their order, until one side closes the channel."""
        # A line without newline is what had come of a message when the channel ended.
        while (line := self._next_line()).endswith(b"\n"):
            message = json.loads(line)
            if is_internal(message):
                self._refuse_handle(message)
            else:
                yield message

    def _next_line(self):
        try:
            return b"" if self._lines.closed else self._lines.readline()
        except ConnectionResetError:  # the parent has closed its end before it had read all: the end all the same
            return b""

    def _refuse_handle(self, message):
        # Until it has an answer, the parent holds back all that it sends after a handle.
        if message["cmd"] == "NODE_HANDLE":
            self.send({"cmd": "NODE_HANDLE_NACK"})

    def send(self, message):
        """Writes a message; false if the parent is gone. May wait until the parent has read what came before."""
        line = json.dumps(message, allow_nan=False) + "\n"  # NaN is no JSON; all beyond ASCII is escaped
        try:
            self._socket.sendall(line.encode())
            return True
        except ConnectionError:  # EPIPE or ECONNRESET: the parent has closed its end
            return False

    def disconnect(self):
        """Closes this end: the parent reads what was sent, and then the end of file."""
        self._lines.close()
        self._socket.close()


def is_internal(message):
    """Whether parent and child keep the message from the program: {"cmd": "NODE_…"}."""
    cmd = message.get("cmd") if isinstance(message, dict) else None
    return isinstance(cmd, str) and cmd.startswith("NODE_") and cmd != "NODE_"
