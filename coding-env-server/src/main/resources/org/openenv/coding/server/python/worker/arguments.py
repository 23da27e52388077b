"""Where an argument of a system call decides: which of its values an episode may use, and why.

Allow lists again. A value that is not listed is answered as the kernel answers what it does not know; ``refused`` names
those whose refusal has a reason worth telling, and which answer EPERM.
"""

from __future__ import annotations

import errno
from collections import namedtuple

# index: of the argument. everywhere, apart: {name: value}, allowed on all rungs or only on those with namespaces.
# The most frequent values come first: they are compared in this order.
Choice = namedtuple("Choice", "call index everywhere apart refused otherwise why")

FCNTL = Choice("fcntl", 1, {
    "F_GETFD": 1, "F_SETFD": 2, "F_GETFL": 3, "F_SETFL": 4, "F_DUPFD_CLOEXEC": 1030, "F_SETLK": 6, "F_SETLKW": 7, "F_GETLK": 5,
    "F_DUPFD": 0, "F_OFD_GETLK": 36, "F_OFD_SETLK": 37, "F_OFD_SETLKW": 38, "F_GETOWN": 9, "F_GETSIG": 11, "F_GETOWN_EX": 16,
    "F_GETLEASE": 1025, "F_DUPFD_QUERY": 1027, "F_SETPIPE_SZ": 1031, "F_GETPIPE_SZ": 1032, "F_ADD_SEALS": 1033,
    "F_GET_SEALS": 1034,
}, {"F_SETOWN": 8, "F_SETSIG": 10, "F_SETOWN_EX": 15}, {"F_SETLEASE": 1024, "F_NOTIFY": 1026}, errno.EINVAL,
    "a lease stalls whoever else opens the file, the host included; F_NOTIFY is inotify's elder; signals by way of a"
    " descriptor's owner reach any process where there is no process namespace")

IOCTL = Choice("ioctl", 1, {
    "TCGETS": 0x5401, "FIOCLEX": 0x5451, "FIONCLEX": 0x5450, "FIONBIO": 0x5421, "FIONREAD": 0x541B, "TIOCGWINSZ": 0x5413,
    "TCGETS2": 0x802C542A, "TIOCGPGRP": 0x540F, "TIOCGSID": 0x5429, "TIOCOUTQ": 0x5411, "FICLONE": 0x40049409,
    "SIOCATMARK": 0x8905, "SIOCGIFNAME": 0x8910, "SIOCGIFCONF": 0x8912, "SIOCGIFFLAGS": 0x8913, "SIOCGIFADDR": 0x8915,
    "SIOCGIFBRDADDR": 0x8919, "SIOCGIFNETMASK": 0x891B, "SIOCGIFMTU": 0x8921, "SIOCGIFHWADDR": 0x8927, "SIOCGIFINDEX": 0x8933,
}, {"FIOSETOWN": 0x8901, "SIOCSPGRP": 0x8902, "FIOASYNC": 0x5452}, {
    "TIOCSTI": 0x5412, "TIOCLINUX": 0x541C, "FS_IOC_SETFLAGS": 0x40086602, "FS_IOC_FSSETXATTR": 0x401C5820,
}, errno.ENOTTY,
    "typing into somebody's terminal; attributes of files; device drivers and file systems have thousands more that no"
    " program of this kind needs")

PRCTL = Choice("prctl", 0, {
    "PR_SET_NAME": 15, "PR_SET_VMA": 0x53564D41, "PR_GET_NAME": 16, "PR_GET_PDEATHSIG": 2, "PR_GET_DUMPABLE": 3,
    "PR_GET_KEEPCAPS": 7, "PR_SET_KEEPCAPS": 8, "PR_GET_TIMING": 13, "PR_GET_SECCOMP": 21, "PR_CAPBSET_READ": 23,
    "PR_CAPBSET_DROP": 24, "PR_GET_TSC": 25, "PR_GET_SECUREBITS": 27, "PR_SET_TIMERSLACK": 29, "PR_GET_TIMERSLACK": 30,
    "PR_MCE_KILL_GET": 34, "PR_GET_CHILD_SUBREAPER": 37, "PR_SET_NO_NEW_PRIVS": 38, "PR_GET_NO_NEW_PRIVS": 39,
    "PR_GET_TID_ADDRESS": 40, "PR_SET_THP_DISABLE": 41, "PR_GET_THP_DISABLE": 42, "PR_SVE_SET_VL": 50, "PR_SVE_GET_VL": 51,
    "PR_GET_SPECULATION_CTRL": 52, "PR_SET_SPECULATION_CTRL": 53, "PR_PAC_RESET_KEYS": 54, "PR_SET_TAGGED_ADDR_CTRL": 55,
    "PR_GET_TAGGED_ADDR_CTRL": 56, "PR_CAP_AMBIENT": 47, "PR_PAC_SET_ENABLED_KEYS": 60, "PR_PAC_GET_ENABLED_KEYS": 61,
    "PR_SME_SET_VL": 63, "PR_SME_GET_VL": 64, "PR_SET_MDWE": 65, "PR_GET_MDWE": 66, "PR_GET_AUXV": 0x41555856,
}, {"PR_SET_PDEATHSIG": 1, "PR_SET_DUMPABLE": 4, "PR_SET_CHILD_SUBREAPER": 36, "PR_SET_PTRACER": 0x59616D61}, {
    "PR_SET_SECCOMP": 22, "PR_SET_MM": 35, "PR_SCHED_CORE": 62, "PR_SET_MEMORY_MERGE": 67,
}, errno.EINVAL,
    "merged pages tell what is in another's memory; a filter of its own could change what the guards' calls answer;"
    " without namespaces the process must end with the zygote, and be nobody's to trace or dump")

MADVISE = Choice("madvise", 2, {
    "MADV_DONTNEED": 4, "MADV_FREE": 8, "MADV_HUGEPAGE": 14, "MADV_NOHUGEPAGE": 15, "MADV_NORMAL": 0, "MADV_RANDOM": 1,
    "MADV_SEQUENTIAL": 2, "MADV_WILLNEED": 3, "MADV_REMOVE": 9, "MADV_DONTFORK": 10, "MADV_DOFORK": 11,
    "MADV_UNMERGEABLE": 13, "MADV_DONTDUMP": 16, "MADV_DODUMP": 17, "MADV_WIPEONFORK": 18, "MADV_KEEPONFORK": 19,
    "MADV_POPULATE_READ": 22, "MADV_POPULATE_WRITE": 23, "MADV_DONTNEED_LOCKED": 24, "MADV_COLLAPSE": 25,
    "MADV_GUARD_INSTALL": 102, "MADV_GUARD_REMOVE": 103,
}, {}, {"MADV_MERGEABLE": 12, "MADV_COLD": 20, "MADV_PAGEOUT": 21, "MADV_HWPOISON": 100, "MADV_SOFT_OFFLINE": 101}, errno.EINVAL,
    "merged pages tell what is in another's memory; pages of shared files are not an episode's to push out")

CHOICES = (FCNTL, IOCTL, PRCTL, MADVISE)

# Of level SOL_SOCKET, for setsockopt and getsockopt.
SOCKET_OPTIONS = {
    "SO_REUSEADDR": 2, "SO_TYPE": 3, "SO_ERROR": 4, "SO_DONTROUTE": 5, "SO_BROADCAST": 6, "SO_SNDBUF": 7, "SO_RCVBUF": 8,
    "SO_KEEPALIVE": 9, "SO_OOBINLINE": 10, "SO_PRIORITY": 12, "SO_LINGER": 13, "SO_REUSEPORT": 15, "SO_PASSCRED": 16,
    "SO_PEERCRED": 17, "SO_RCVLOWAT": 18, "SO_SNDLOWAT": 19, "SO_RCVTIMEO": 20, "SO_SNDTIMEO": 21, "SO_TIMESTAMP": 29,
    "SO_ACCEPTCONN": 30, "SO_PROTOCOL": 38, "SO_DOMAIN": 39, "SO_PEEK_OFF": 42, "SO_RCVTIMEO_NEW": 66, "SO_SNDTIMEO_NEW": 67,
}

# Rules that are no plain choice; made in seccomp.py. call, apart, alone, why
Special = namedtuple("Special", "call apart alone why")

SPECIALS = (
    Special("clone", "the flags of threads, fork, vfork and posix_spawn", "threads only",
            "no new namespaces, and no children that are the zygote's (CLONE_PARENT)"),
    Special("socket", "AF_UNIX: SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET, where other episodes' and the host's are out of"
            " reach; with --network also AF_INET and AF_INET6: SOCK_STREAM (TCP), SOCK_DGRAM (UDP)",
            "none; with --network AF_INET and AF_INET6: SOCK_STREAM (TCP), SOCK_DGRAM (UDP)",
            "no network; few protocols. Answers EACCES"),
    Special("socketpair", "AF_UNIX: SOCK_STREAM, SOCK_SEQPACKET; SOCK_DGRAM where socket has AF_UNIX",
            "AF_UNIX: SOCK_STREAM, SOCK_SEQPACKET",
            "an end that takes datagrams (SOCK_DGRAM, and SOCK_RAW, which is the same) can send to any socket by its"
            " name. Answers EACCES"),
    Special("setsockopt, getsockopt", f"of SOL_SOCKET {', '.join(SOCKET_OPTIONS)}; with --network also those of IP, TCP"
            " (not TCP_ULP), UDP and IPv6", "the same", "a socket's filter (SO_ATTACH_FILTER) takes memory that is counted for"
            " nobody and limited for the whole machine, without which no process can be put under a filter any more;"
            " SO_PEERPIDFD is a handle on the server. Answers ENOPROTOOPT"),
    Special("clock_gettime, clock_getres, clock_nanosleep, timer_create", "yes", "not the CPU time of a process or thread by its"
            " number", "it would tell, to the nanosecond, what the server and other episodes are doing"),
    Special("kill, tgkill", "yes", "to itself", "no signal leaves the episode"),
    Special("setrlimit, prlimit64", "not RLIMIT_CORE", "not RLIMIT_CORE; its own only",
            "with a core limit of 0 instead of 1 the kernel would start the host's core handler at a crash"),
    Special("utimensat", "yes", "by descriptor only", "Landlock doesn't see it"),
    Special("fadvise64", "not POSIX_FADV_DONTNEED, which has no effect", "the same",
            "pages of shared files are not an episode's to push out"),
    Special("preadv2", "not RWF_NOWAIT nor flags unknown here; answers EOPNOTSUPP", "the same",
            "it tells which pages of the system's files are in memory, and so what others read"),
)
