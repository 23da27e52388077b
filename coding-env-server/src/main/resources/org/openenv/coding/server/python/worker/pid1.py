"""The first process of an episode's process namespace: a program of a few instructions that waits for ever.

A namespace lives as long as its first process, inherits its orphans, and the kernel shields it from signals. Programs are
not meant to run as that process: abort() and kill() would not end them. A fork of the zygote in this role would cost as
much as the episode itself; this costs a tenth of that, and holds one page of memory. It closes all descriptors, has the
kernel reap its orphans by ignoring SIGCHLD, and sleeps. Having been executed, it has lost all capabilities.
"""

from __future__ import annotations

import os
import struct

_BASE, _HEADERS = 0x400000, 64 + 56  # where it is loaded; an ELF header and one program header come first
_MACHINE = {"x86_64": 62, "aarch64": 183}

# A struct sigaction with SIG_IGN (1) as its handler follows the code.
_ACTION = struct.pack("=QQQQ", 1, 0, 0, 0)

_X86_64 = bytes.fromhex(
    "31ff"            # xor  edi, edi
    "83ceff"          # or   esi, -1
    "31d2"            # xor  edx, edx
    "b8b4010000"      # mov  eax, 436    close_range(0, everything, 0)
    "0f05"            # syscall
    "bf11000000"      # mov  edi, 17     SIGCHLD
    "488d3518000000"  # lea  rsi, [rip + 24]   the action, behind the code
    "31d2"            # xor  edx, edx
    "41ba08000000"    # mov  r10d, 8
    "b80d000000"      # mov  eax, 13     rt_sigaction(SIGCHLD, action, 0, 8)
    "0f05"            # syscall
    "b822000000"      # mov  eax, 34     pause()
    "0f05"            # syscall
    "ebf7"            # jmp  to the mov before
)


def _mov(register: int, value: int) -> int:
    return 0xD2800000 | value << 5 | register


_SVC = 0xD4000001
_AARCH64 = struct.pack(
    "<17I",
    _mov(0, 0), 0x92800001, _mov(2, 0), _mov(8, 436), _SVC,  # close_range(0, -1, 0)
    _mov(0, 17), 0x10000161, _mov(2, 0), _mov(3, 8), _mov(8, 134), _SVC,  # rt_sigaction(17, adr: 44 bytes on, 0, 8)
    _mov(0, 0), _mov(1, 0), _mov(3, 0), _mov(8, 73), _SVC,  # ppoll(0, 0, 0, 0): x2 is 0 already; has no end
    0x17FFFFFB,  # b to the first of these five
)
_CODE = {"x86_64": _X86_64, "aarch64": _AARCH64}


def program(machine: str = "") -> bytes:
    """Returns the executable for a machine. Raises OSError where it is not known."""
    machine = machine or os.uname().machine
    if machine not in _CODE:
        raise OSError(0, f"no first process for {machine}")
    body = _CODE[machine] + _ACTION
    size = _HEADERS + len(body)
    elf = b"\x7fELF" + bytes([2, 1, 1]) + bytes(9)
    elf += struct.pack("<HHIQQQIHHHHHH", 2, _MACHINE[machine], 1, _BASE + _HEADERS, 64, 0, 0, 64, 56, 1, 64, 0, 0)
    segment = struct.pack("<IIQQQQQQ", 1, 5, 0, _BASE, _BASE, size, size, 0x10000)
    return elf + segment + body
