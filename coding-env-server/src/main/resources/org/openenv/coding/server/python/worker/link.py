"""Records between the manager and the zygote: a kind, four numbers, a text where words are needed, and descriptors beside it."""
import array
import collections
import errno
import os
import socket
import struct
import time
from collections import namedtuple

FORK, KILL, REAP, RESIZE, COPY, MEASURE = b"F", b"K", b"R", b"S", b"C", b"M"  # to the zygote
ENTERED, WARM, FORKED, FAILED, DEAD, REAPED, RESIZED = b"E", b"W", b"P", b"N", b"D", b"X", b"Z"  # from it
MEASURED = b"V"
INTERRUPTED = b"I"  # from it, too: the signal has been sent

_HEAD = struct.Struct(">c4QI")
_DESCRIPTORS = 8

Record = namedtuple("Record", "kind numbers text descriptors")


class Link:
    """One end. What the other process has sent before it ended is still received."""

    def __init__(self, descriptor):
        self.socket = socket.socket(fileno=descriptor)

    def send(self, kind, *numbers, text="", descriptors=(), wait=True):
        """Raises BlockingIOError where it would have to wait and may not."""
        data = text.encode("utf-8", "replace")
        head = _HEAD.pack(kind, *numbers, *(0,) * (4 - len(numbers)), len(data))
        beside = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))] if descriptors else []
        sent = self._send([head, data], beside, 0 if wait else socket.MSG_DONTWAIT)
        if sent < len(head) + len(data):
            self.socket.sendall((head + data)[sent:])

    def _send(self, parts, beside, flags):
        while True:
            try:
                return self.socket.sendmsg(parts, beside, flags)
            except OSError as e:
                if e.errno not in (errno.ENOBUFS, errno.ENOMEM, errno.ETOOMANYREFS):
                    raise
                time.sleep(0.01)

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


class Outbox:
    """Sends without waiting: who waits for a process that waits for him waits for ever."""

    def __init__(self, link):
        self.link = link
        self.waiting = collections.deque()

    def __len__(self):
        return len(self.waiting)

    def send(self, kind, *numbers, text="", descriptors=()):
        """What there is no room for yet goes with a later ``flush``; until then the descriptors must stay open."""
        self.waiting.append((kind, numbers, text, descriptors))
        self.flush()

    def flush(self):
        try:
            while self.waiting:
                kind, numbers, text, descriptors = self.waiting[0]
                self.link.send(kind, *numbers, text=text, descriptors=descriptors, wait=False)
                self.waiting.popleft()
        except BlockingIOError:
            pass
        except ConnectionError:
            self.waiting.clear()  # it has gone, which the next receive will tell
        except Exception:
            self.waiting.popleft()  # what can't be sent must not keep back all that comes after it
            raise


def pair():
    """Returns the descriptors of both ends."""
    one, other = socket.socketpair()
    return one.detach(), other.detach()


def close(descriptors):
    for descriptor in descriptors:
        os.close(descriptor)
