"""Which system calls an episode may make, and why; the numbers for x86_64 and aarch64.

An allow list: what is not named here does not exist as far as an episode can see, and what is refused is named only so
that the reason is known. The tables in docs/security.md are made from this module and ``arguments``. A line of a group
reads ``name x86_64 aarch64``; ``-`` means that the architecture has no such call.
"""

from __future__ import annotations

from collections import namedtuple

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# Verdicts. NO answers EPERM and ABSENT, as for whatever is not listed, ENOSYS; NOTHING answers 0 and does nothing.
YES, NO, ABSENT, NOTHING = "yes", "no", "absent", "no effect"
ARGUMENT = "by argument"
COUNTED = "if counted"  # where a memory control group is in force
NETWORK = "with --network"

# apart: the rungs with namespaces (root, user). alone: those without (container-root, container-user, plain).
Group = namedtuple("Group", "apart alone why calls")

GROUPS = (
    Group(YES, YES, 'files by descriptor: what may be done was decided when they were opened', """
read 0 63; write 1 64; close 3 57; fstat 5 80; lseek 8 62; pread64 17 67; pwrite64 18 68; readv 19 65; writev 20 66
preadv 295 69; pwritev 296 70; pwritev2 328 287; dup 32 23; dup2 33 -; dup3 292 24; close_range 436 436; fsync 74 82
fdatasync 75 83; sync_file_range 277 84; ftruncate 77 46; fallocate 285 47; getdents 78 -; getdents64 217 61
pipe 22 -; pipe2 293 59; sendfile 40 71; splice 275 76; tee 276 77; copy_file_range 326 285; readahead 187 213
fstatfs 138 44; fgetxattr 193 10; flistxattr 196 13; fchmod 91 52; fchdir 81 50"""),
    Group(YES, YES, 'locks: needed by SQLite; they are per file, and files of the system are shared (see what is not covered)', """
flock 73 32"""),
    Group(YES, YES, 'files by name: the read-only root, file modes and Landlock decide', """
open 2 -; openat 257 56; openat2 437 437; creat 85 -; stat 4 -; lstat 6 -; newfstatat 262 79; statx 332 291
access 21 -; faccessat 269 48; faccessat2 439 439; readlink 89 -; readlinkat 267 78; getcwd 79 17; chdir 80 49
mkdir 83 -; mkdirat 258 34; rmdir 84 -; unlink 87 -; unlinkat 263 35; rename 82 -; renameat 264 38
renameat2 316 276; link 86 -; linkat 265 37; symlink 88 -; symlinkat 266 36; mknod 133 -; mknodat 259 33
statfs 137 43; getxattr 191 8; lgetxattr 192 9; listxattr 194 11; llistxattr 195 12; umask 95 166"""),
    Group(YES, YES, "a process's own memory, within its address space; none can be locked", """
mmap 9 222; mprotect 10 226; munmap 11 215; brk 12 214; mremap 25 216; msync 26 227; mlock 149 228; mlock2 325 284
munlock 150 229; mlockall 151 230; munlockall 152 231; membarrier 324 283; pkey_mprotect 329 288; pkey_alloc 330 289
pkey_free 331 290; mseal 462 462; map_shadow_stack 453 453; get_mempolicy 239 236"""),
    Group(YES, YES, 'what a process and its threads are; identities can only be those it has', """
exit 60 93; exit_group 231 94; wait4 61 260; waitid 247 95; getpid 39 172; getppid 110 173; gettid 186 178
getpgrp 111 -; getpgid 121 155; getsid 124 156; getuid 102 174; geteuid 107 175; getgid 104 176; getegid 108 177
getgroups 115 158; getresuid 118 148; getresgid 120 150; setuid 105 146; setgid 106 144; setreuid 113 145
setregid 114 143; setgroups 116 159; setresuid 117 147; setresgid 119 149; setfsuid 122 151; setfsgid 123 152
capget 125 90; capset 126 91; set_tid_address 218 96; set_robust_list 273 99; get_robust_list 274 100; rseq 334 293
arch_prctl 158 -; restart_syscall 219 128; futex 202 98; futex_waitv 449 449; futex_wake 454 454; futex_wait 455 455
futex_requeue 456 456; sched_yield 24 124; getcpu 309 168; getrusage 98 165; times 100 153; getrlimit 97 163
uname 63 160; sysinfo 99 179; getpriority 140 141; ioprio_get 252 31; sched_getparam 143 121
sched_getscheduler 145 120; sched_get_priority_max 146 125; sched_get_priority_min 147 126
sched_rr_get_interval 148 127; sched_getattr 315 275; sched_getaffinity 204 123"""),
    Group(YES, YES, 'signals to itself, clocks and timers; timers are counted as pending signals are', """
rt_sigaction 13 134; rt_sigprocmask 14 135; rt_sigreturn 15 139; rt_sigpending 127 136; rt_sigtimedwait 128 137
rt_sigsuspend 130 133; sigaltstack 131 132; pause 34 -; alarm 37 -; getitimer 36 102; setitimer 38 103
timer_settime 223 110; timer_gettime 224 108; timer_getoverrun 225 109; timer_delete 226 111
nanosleep 35 101; gettimeofday 96 169
time 201 -; signalfd 282 -; signalfd4 289 74; timerfd_create 283 85; timerfd_settime 286 86; timerfd_gettime 287 87
eventfd 284 -; eventfd2 290 19; getrandom 318 278"""),
    Group(YES, YES, 'waiting for descriptors', """
poll 7 -; ppoll 271 73; select 23 -; pselect6 270 72; epoll_create 213 -; epoll_create1 291 20; epoll_ctl 233 21
epoll_wait 232 -; epoll_pwait 281 22; epoll_pwait2 441 441"""),
    Group(YES, YES, 'sockets that are there already', """
accept 43 202; accept4 288 242; sendto 44 206; recvfrom 45 207; sendmsg 46 211; recvmsg 47 212; sendmmsg 307 269
recvmmsg 299 243; shutdown 48 210; getsockname 51 204; getpeername 52 205"""),
    Group(NOTHING, NOTHING, 'would wait for all disks of the host; answers that it is done', """
sync 162 81; syncfs 306 267"""),
    Group(YES, NO, 'where there are no namespaces an episode is one process, so that none can outlive it', """
fork 57 -; vfork 58 -; execve 59 221; execveat 322 281; setsid 112 157; setpgid 109 154"""),
    Group(YES, NO, 'where there is no process namespace they reach processes of the host', """
tkill 200 130; rt_sigqueueinfo 129 138; rt_tgsigqueueinfo 297 240; pidfd_open 434 434; pidfd_send_signal 424 424
setpriority 141 140; ioprio_set 251 30; sched_setscheduler 144 119; sched_setparam 142 118; sched_setattr 314 274
sched_setaffinity 203 122"""),
    Group(YES, NETWORK, 'without a root of its own, an end of a pair of sockets would reach sockets of the host', """
connect 42 203; bind 49 200; listen 50 201"""),
    Group(YES, NO, "what files have beside their content, by name: Landlock doesn't see it, and there is no read-only root", """
chmod 90 -; fchmodat 268 53; fchmodat2 452 452; chown 92 -; lchown 94 -; fchown 93 55; fchownat 260 54; utime 132 -
utimes 235 -; futimesat 261 -; setxattr 188 5; lsetxattr 189 6; fsetxattr 190 7; removexattr 197 14
lremovexattr 198 15; fremovexattr 199 16; truncate 76 45"""),
    Group(COUNTED, COUNTED, 'memory that nothing but a memory control group counts', """
memfd_create 319 279"""),
    Group(ARGUMENT, ARGUMENT, 'an argument decides: the next table', """
clone 56 220; socket 41 198; socketpair 53 199; prctl 157 167; ioctl 16 29; fcntl 72 25; kill 62 129; tgkill 234 131
setrlimit 160 164; prlimit64 302 261; utimensat 280 88; madvise 28 233; clock_gettime 228 113; clock_getres 229 114
clock_nanosleep 230 115; timer_create 222 107; setsockopt 54 208; getsockopt 55 209; fadvise64 221 223; preadv2 327 286"""),
    Group(NO, NO, "another process's memory and descriptors", """
ptrace 101 117; process_vm_readv 310 270; process_vm_writev 311 271; process_madvise 440 440
process_mrelease 448 448; kcmp 312 272; pidfd_getfd 438 438"""),
    Group(NO, NO, 'namespaces, mounts, roots', """
unshare 272 97; setns 308 268; mount 165 40; umount2 166 39; pivot_root 155 41; chroot 161 51; open_tree 428 428
move_mount 429 429; fsopen 430 430; fsconfig 431 431; fsmount 432 432; fspick 433 433; mount_setattr 442 442
statmount 457 457; listmount 458 458; quotactl 179 60; quotactl_fd 443 443"""),
    Group(NO, NO, "the machine's administration: needs privileges as well, refused without asking for them", """
init_module 175 105; finit_module 313 273; delete_module 176 106; kexec_load 246 104; kexec_file_load 320 294
reboot 169 142; swapon 167 224; swapoff 168 225; acct 163 89; syslog 103 116; sethostname 170 161
setdomainname 171 162; settimeofday 164 170; clock_settime 227 112; adjtimex 159 171; clock_adjtime 305 266
iopl 172 -; ioperm 173 -; vhangup 153 58"""),
    Group(NO, NO, 'large or often broken parts of the kernel that programs do without', """
bpf 321 280; perf_event_open 298 241; userfaultfd 323 282; io_setup 206 0; io_uring_setup 425 425
io_uring_enter 426 426; io_uring_register 427 427; keyctl 250 219; add_key 248 217; request_key 249 218
seccomp 317 277; landlock_create_ruleset 444 444; landlock_add_rule 445 445; landlock_restrict_self 446 446
lsm_set_self_attr 460 460; personality 135 92; modify_ldt 154 -; vmsplice 278 75; memfd_secret 447 447
remap_file_pages 216 234; mbind 237 235; set_mempolicy 238 237; migrate_pages 256 238; move_pages 279 239
name_to_handle_at 303 264; open_by_handle_at 304 265"""),
    Group(NO, NO, "who watches the system's files, which all episodes share, learns what the others use", """
fanotify_init 300 262; fanotify_mark 301 263; inotify_init 253 -; inotify_init1 294 26; inotify_add_watch 254 27"""),
    Group(NO, NO, 'queues and memory of System V and POSIX live in a namespace that the episodes share', """
shmget 29 194; shmat 30 196; shmctl 31 195; semget 64 190; semctl 66 191; semop 65 193; semtimedop 220 192
msgget 68 186; msgctl 71 187; msgsnd 69 189; msgrcv 70 188; mq_open 240 180; mq_unlink 241 181"""),
    Group(ABSENT, ABSENT, "which pages of the system's files are in memory tells what others read", """
mincore 27 232; cachestat 451 451"""),
    Group(ABSENT, ABSENT, "its arguments are out of a filter's sight; C libraries then use clone", """
clone3 435 435"""),
)


def numbers(calls: str, machine: str) -> dict:
    """Returns a group's calls as ``{name: number}`` for ``x86_64`` or ``aarch64``."""
    column = {"x86_64": 1, "aarch64": 2}[machine]
    entries = [entry.split() for entry in calls.replace("\n", ";").split(";") if entry.strip()]
    return {entry[0]: int(entry[column]) for entry in entries if entry[column] != "-"}


def listed(machine: str) -> dict:
    """Returns ``{name: (number, group)}`` of all calls."""
    return {name: (number, group) for group in GROUPS for name, number in numbers(group.calls, machine).items()}
