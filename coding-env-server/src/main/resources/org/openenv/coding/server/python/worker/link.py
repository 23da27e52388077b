"""Records between the manager and the zygote: a kind, four numbers, a text where words are needed, and descriptors beside it."""
import array
import os
import socket
import struct
from collections import namedtuple

FORK, KILL, REAP, RESIZE = b"F", b"K", b"R", b"S"  # to the zygote
ENTERED, WARM, FORKED, FAILED, DEAD, REAPED, RESIZED = b"E", b"W", b"P", b"N", b"D", b"X", b"Z"  # from it
INTERRUPTED = b"I"  # from it, too: the signal has been sent

_HEAD = struct.Struct(">c4QI")
_DESCRIPTORS = 8

Record = namedtuple("Record", "kind numbers text descriptors")


class Link:
    """One end. What the other process has sent before it ended is still received."""

    def __init__(self, descriptor):
        self.socket = socket.socket(fileno=descriptor)

    def send(self, kind, *numbers, text="", descriptors=()):
        data = text.encode("utf-8", "replace")
        head = _HEAD.pack(kind, *numbers, *(0,) * (4 - len(numbers)), len(data))
        beside = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))] if descriptors else []
        sent = self.socket.sendmsg([head, data], beside)
        if sent < len(head) + len(data):
            self.socket.sendall((head + data)[sent:])

    def receive(self):
        """Returns the next record; None when the other process has gone."""
        try:
            head, beside, *_ = self.socket.recvmsg(_HEAD.size, socket.CMSG_SPACE(4 * _DESCRIPTORS))
            head += self.exactly(_HEAD.size - len(head))
            kind, *numbers, size = _HEAD.unpack(head)
            descriptors = array.array("i")
            for _, _, data in beside:
                descriptors.frombytes(data[: len(data) - len(data) % 4])
            return Record(kind, numbers, self.exactly(size).decode("utf-8", "replace") if size else "", list(descriptors))
        except (EOFError, ConnectionError):
            return None

    def exactly(self, size):
        data = b""
        while len(data) < size:
            part = self.socket.recv(size - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    def let_go(self):
        """In a worker, which has closed the descriptor: its number may soon be another file's."""
        self.socket.detach()

    def close(self):
        self.socket.close()


def pair():
    """Returns the descriptors of both ends."""
    one, other = socket.socketpair()
    return one.detach(), other.detach()


def close(descriptors):
    for descriptor in descriptors:
        os.close(descriptor)
