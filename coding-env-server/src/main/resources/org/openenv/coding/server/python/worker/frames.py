"""Frames between the server and one worker, big endian: u32 length | u8 type | u32 seq | payload.

The length counts what follows it. Half duplex: the worker says HELLO once, and from then on answers each request
with one frame of the same seq. Only around a program that the server talks to while it runs (flag TALK) frames of its seq go both
ways, until the server says END, when it has the RESULT. The server trusts none of it.
"""
import struct
from posix import close, read, writev

VERSION = 3
ECHO, SCRIPT, STDIN, RICH, SVG, CELL, LIVE, TALK, INTERACTIVE = 1, 2, 4, 8, 16, 32, 64, 128, 256  # flags of EXEC; with STDIN the text has its length before it, the input behind
SHOWN = 64  # flag of RESULT: behind the four sections comes a fifth, the rich results
HELLO, SETUP, READY, EXEC, RESULT = 0x80, 0x02, 0x82, 0x01, 0x81
FILES, FILES_ANSWER = 0x03, 0x83
ANSWER, CALL, DROPPED = 0x06, 0x85, 0x86  # each with a u32 number of the worker's; ANSWER: u8 whether it succeeded, JSON; CALL: JSON
INPUT, END, TAKEN = 0x04, 0x05, 0x84  # INPUT: u8 whether it is the last, bytes; TAKEN: the program can read what was sent, the first may come or the next

_HEAD = struct.Struct(">IBI")
_HELLO = struct.Struct(">HI16s")
_EXEC = struct.Struct(">IH")
_LENGTH = struct.Struct(">I")
# exit code, kind, flags, user us, system us, peak bytes, stdout bytes, stderr bytes, lengths of the four sections
_RESULT = struct.Struct(">IBBQQQQQIIII")
_CHUNK = 1 << 16


def hello(worker_id, random):
    return _HELLO.pack(VERSION, worker_id, random)


def parse_exec(payload):
    """Returns what is kept of each stream in bytes, the flags, the program's text, and its input or None."""
    keep, flags = _EXEC.unpack_from(payload)
    if not flags & STDIN:
        return keep, flags, str(payload[_EXEC.size :], "utf-8", "replace"), None
    length, = _LENGTH.unpack_from(payload, _EXEC.size)
    text, end = _EXEC.size + _LENGTH.size, _EXEC.size + _LENGTH.size + length
    return keep, flags, str(payload[text:end], "utf-8", "replace"), payload[end:]


def result(outcome, flags, usage, out, err, shown=b""):
    """Returns the parts of a RESULT's payload."""
    value = outcome.value.encode("utf-8", "backslashreplace")
    error = outcome.error.encode("utf-8", "backslashreplace")
    head = _RESULT.pack(
        outcome.code & 0xFF, outcome.kind, flags | SHOWN if shown else flags, *usage, out.total, err.total,
        len(out.kept), len(err.kept), len(value), len(error))
    return head, out.kept, err.kept, value, error, shown


class Channel:
    """The worker's end of the connection."""

    def __init__(self, fd):
        self.fd = fd

    def receive(self):
        """Waits for a request; returns its type, seq and payload."""
        data = read(self.fd, _CHUNK)
        while len(data) < _HEAD.size:
            data += self.more(_CHUNK)
        length, kind, seq = _HEAD.unpack_from(data)
        size = length + 4
        if len(data) < size:
            whole = bytearray(data)
            while len(whole) < size:
                whole += self.more(min(size - len(whole), 1 << 20))
            data = whole
        return kind, seq, memoryview(data)[_HEAD.size :]

    def receive_one(self):
        """Waits for a message; returns it as `receive` does, and leaves what is behind it to others."""
        data = self.more(_HEAD.size)
        while len(data) < _HEAD.size:
            data += self.more(_HEAD.size - len(data))
        length, kind, seq = _HEAD.unpack(data)
        left = length + 4 - _HEAD.size
        payload = bytearray()
        while left:
            part = self.more(min(left, 1 << 20))
            payload += part
            left -= len(part)
        return kind, seq, memoryview(payload)

    def close(self):
        fd, self.fd = self.fd, -1
        if fd >= 0:
            close(fd)

    def more(self, size):
        data = read(self.fd, size)
        if not data:
            raise EOFError
        return data

    def send(self, kind, seq, *payload):
        """Sends a frame, its payload given in parts: small ones are joined, large ones would be copied for nothing."""
        size = sum(map(len, payload))
        parts = [_HEAD.pack(size + 5, kind, seq), *payload]
        if size < _CHUNK:
            parts = [b"".join(parts)]
        while parts:
            sent = writev(self.fd, parts)
            while parts and sent >= len(parts[0]):
                sent -= len(parts.pop(0))
            if sent:
                parts[0] = memoryview(parts[0])[sent:]
