"""Answers each message with {"echo": message}, in the framing that is the argument."""
import json, sys

framing = sys.argv[1]
source, target = sys.stdin.buffer, sys.stdout.buffer


def messages():
    if framing == "LINES":
        yield from source
    elif framing == "NUL":
        parts = []
        while chunk := source.read1():
            *ends, rest = chunk.split(b"\0")
            for end in ends:
                yield b"".join(parts) + end
                parts = []
            parts.append(rest)
    else:
        while header := source.readline():
            source.readline()
            yield source.read(int(header.split(b":")[1]))


for message in messages():
    answer = json.dumps({"echo": json.loads(message)}, ensure_ascii=False).encode()
    if framing == "LINES":
        target.write(answer + b"\n")
    elif framing == "NUL":
        target.write(answer + b"\0")
    else:
        target.write(b"Content-Length: %d\r\n\r\n" % len(answer) + answer)
    target.flush()
