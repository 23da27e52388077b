"""A process of an episode, stopped between two programs by ptrace: its registers, its memory, and system calls that it makes for us.

x86-64. Only the surgeon uses this, a process that serves nobody else and ends when it is done.
"""
import ctypes
import os
import signal
import struct
import time

_libc = ctypes.CDLL(None, use_errno=True)
_raw = getattr(_libc, "ptrace", None)
if _raw is not None:
    _raw.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    _raw.restype = ctypes.c_long

_STEP, _GET, _SET, _DETACH, _CONTINUE = 9, 12, 13, 17, 7
_GET_SET, _SET_SET, _SEIZE, _INTERRUPT = 0x4204, 0x4205, 0x4206, 0x4207
_GET_MASK, _SET_MASK, _GET_RSEQ = 0x420A, 0x420B, 0x420F
_END_WITH_TRACER = 0x100000
_WALL = 0x40000000
_XSTATE = 0x202
_NAMES = ("r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax rip cs eflags rsp ss fs_base gs_base"
          " ds es fs gs").split()
_REGISTERS = struct.Struct("27Q")
_CALLS = dict(read=0, close=3, lseek=8, mmap=9, mprotect=10, munmap=11, brk=12, rt_sigaction=13, madvise=28, dup2=33,
              getitimer=36, chdir=80, umask=95, sigaltstack=131, prctl=157, openat=257, dup3=292)
_ARGUMENTS = "rdi", "rsi", "rdx", "r10", "r8", "r9"
_ALL = (1 << 64) - 1
_RESTART = _ALL - 511, _ALL - 3  # ERESTARTSYS, EINTR
_SYSCALL = b"\x0f\x05"
PAGE = 4096


class Refused(Exception):
    """This episode, or this machine, can't be copied from; the text says why."""


def _ptrace(request, pid, address=0, data=0):
    result = _raw(request, pid, address, data)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, "ptrace %#x: %s" % (request, os.strerror(number)))
    return result


class Tracee:
    """Stopped from here on until ``leave``. One that is to become a copy ends with us; the original goes on, whatever becomes of us."""

    def __init__(self, pid, ends_with_us):
        self.pid = pid
        self.signals = []
        self.memory = -1
        _ptrace(_SEIZE, pid, 0, _END_WITH_TRACER if ends_with_us else 0)
        try:
            _ptrace(_INTERRUPT, pid)
            self._wait()
            self.memory = os.open("/proc/%d/mem" % pid, os.O_RDWR | os.O_CLOEXEC)
            self.registers = self._get()
        except BaseException:
            self._detach()
            raise

    def _wait(self):
        _, status = os.waitpid(self.pid, _WALL)
        if not os.WIFSTOPPED(status):
            raise Refused("it has ended")
        return status >> 8

    def _get(self):
        buffer = ctypes.create_string_buffer(_REGISTERS.size)
        _ptrace(_GET, self.pid, 0, ctypes.addressof(buffer))
        return dict(zip(_NAMES, _REGISTERS.unpack(buffer.raw)))

    def _set(self, registers):
        buffer = ctypes.create_string_buffer(_REGISTERS.pack(*(registers[name] for name in _NAMES)), _REGISTERS.size)
        _ptrace(_SET, self.pid, 0, ctypes.addressof(buffer))

    def require_idle(self, pauses=(0.0001, 0.001, 0.01, 0.1)):
        """Refuses one that does not wait in ``read``; it may have answered just now and not be there yet."""
        for pause in pauses:
            if self.registers["orig_rax"] == _CALLS["read"]:
                break
            _ptrace(_CONTINUE, self.pid)
            time.sleep(pause)
            _ptrace(_INTERRUPT, self.pid)
            self._wait()
            self.registers = self._get()
        if self.registers["orig_rax"] != _CALLS["read"] or self.registers["rax"] not in _RESTART:
            raise Refused("it does not wait for a program")
        if self.read(self.registers["rip"] - 2, 2) != _SYSCALL:
            raise Refused("it waits in a place that is not known")

    def waiting(self):
        """Returns the registers with which it goes on waiting: the call begins anew."""
        return {**self.registers, "rax": _CALLS["read"], "orig_rax": _ALL, "rip": self.registers["rip"] - 2}

    def settle(self):
        """From here on it goes on by itself should we end."""
        self._set(self.waiting())

    def call(self, name, *arguments):
        """Has it make a system call; returns what came of it, an error as a negative number."""
        registers = {**self.registers, "rax": _CALLS[name], "orig_rax": _ALL, "rip": self.registers["rip"] - 2}
        registers.update(zip(_ARGUMENTS, (value & _ALL for value in arguments)))
        self._set(registers)
        while True:
            _ptrace(_STEP, self.pid)
            stop = self._wait()
            if stop == signal.SIGTRAP:
                break
            if stop >> 8 == 0:
                self.signals.append(stop)  # one that came meanwhile: it has it in the end
        value = self._get()["rax"]
        return value - (1 << 64) if value > _ALL - PAGE else value

    def must(self, name, *arguments):
        value = self.call(name, *arguments)
        if value < 0:
            raise Refused("%s failed in the copy: %s" % (name, os.strerror(-value)))
        return value

    @property
    def scratch(self):
        """Where its memory is nobody's: below the stack's end."""
        return (self.registers["rsp"] - 4 * PAGE) & ~(PAGE - 1)

    def text(self, value):
        """Puts a text where a system call may read it."""
        data = os.fsencode(value) + b"\0"
        if len(data) > PAGE:
            raise Refused("a path is too long")
        self.write(self.scratch, data)
        return self.scratch

    def read(self, address, size):
        return os.pread(self.memory, size, address)

    def write(self, address, data):
        os.pwrite(self.memory, data, address)

    def mask(self, value=None):
        """Returns which signals are blocked, or sets it."""
        buffer = ctypes.create_string_buffer(value or b"", 8)
        _ptrace(_SET_MASK if value else _GET_MASK, self.pid, 8, ctypes.addressof(buffer))
        return buffer.raw

    def extended(self, value=None):
        """Returns the floating-point and vector registers, or sets them."""
        size = len(value) if value else 1 << 14
        buffer = ctypes.create_string_buffer(value or b"", size)
        vector = ctypes.create_string_buffer(struct.pack("QQ", ctypes.addressof(buffer), size), 16)
        _ptrace(_SET_SET if value else _GET_SET, self.pid, _XSTATE, ctypes.addressof(vector))
        return buffer.raw[: struct.unpack("QQ", vector.raw)[1]]

    def restartable(self):
        """Returns where the kernel and the C library keep what this thread runs on, and how much; nothing where they don't."""
        buffer = ctypes.create_string_buffer(24)
        try:
            _ptrace(_GET_RSEQ, self.pid, 24, ctypes.addressof(buffer))
        except OSError:
            return 0, 0
        return struct.unpack("QI", buffer.raw[:12])

    def end(self):
        """Ends it, which has half of another's memory."""
        try:
            os.kill(self.pid, signal.SIGKILL)
        finally:
            self._detach()

    def leave(self, registers=None):
        """Lets it go on: as it was, or with other registers."""
        try:
            self._set(registers or self.waiting())
        finally:
            self._detach()

    def _detach(self):
        if self.memory >= 0:
            os.close(self.memory)
            self.memory = -1
        try:
            _ptrace(_DETACH, self.pid, 0, self.signals.pop(0) if self.signals else 0)
        except OSError:  # it has ended
            pass
