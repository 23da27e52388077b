"""Which system calls an episode is refused, and why; the numbers for x86_64 and aarch64.

A deny list: Python programs use several hundred calls, and the ones that matter to a prisoner are few. Whatever is newer
than ``NEWEST`` does not exist as far as an episode can see. A line of a table reads ``name x86_64 aarch64``; ``-`` means
that the architecture has no such call.
"""

# The newest call these tables were written for. Later ones answer "no such call" until somebody has looked at them.
NEWEST = 462

# Numbers that no call has on the architecture, or that only the kernel's own trampolines may use.
UNUSED = {"x86_64": (335, 424), "aarch64": (295, 424)}

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

ALWAYS = """
# another process's memory and descriptors
ptrace 101 117; process_vm_readv 310 270; process_vm_writev 311 271; process_madvise 440 440
process_mrelease 448 448; kcmp 312 272; pidfd_getfd 438 438

# namespaces, mounts, roots
unshare 272 97; setns 308 268; mount 165 40; umount2 166 39; pivot_root 155 41; chroot 161 51
open_tree 428 428; move_mount 429 429; fsopen 430 430; fsconfig 431 431; fsmount 432 432; fspick 433 433
mount_setattr 442 442; statmount 457 457; listmount 458 458; quotactl 179 60; quotactl_fd 443 443

# the machine's administration: needs privileges as well, refused without asking for them
init_module 175 105; finit_module 313 273; delete_module 176 106; kexec_load 246 104; kexec_file_load 320 294
reboot 169 142; swapon 167 224; swapoff 168 225; acct 163 89; syslog 103 116; sethostname 170 161
setdomainname 171 162; settimeofday 164 170; clock_settime 227 112; adjtimex 159 171; clock_adjtime 305 266
iopl 172 -; ioperm 173 -; vhangup 153 58; uselib 134 -; nfsservctl 180 42; lookup_dcookie 212 18; _sysctl 156 -

# large or often broken parts of the kernel that Python does without
bpf 321 280; perf_event_open 298 241; userfaultfd 323 282; io_setup 206 0
io_uring_setup 425 425; io_uring_enter 426 426; io_uring_register 427 427
keyctl 250 219; add_key 248 217; request_key 249 218; seccomp 317 277
landlock_create_ruleset 444 444; landlock_add_rule 445 445; landlock_restrict_self 446 446
lsm_set_self_attr 460 460; personality 135 92; modify_ldt 154 -; vmsplice 278 75; memfd_secret 447 447
remap_file_pages 216 234; mbind 237 235; set_mempolicy 238 237; set_mempolicy_home_node 450 450
migrate_pages 256 238; move_pages 279 239; name_to_handle_at 303 264; open_by_handle_at 304 265

# watching files shared with other episodes would tell what those import
fanotify_init 300 262; fanotify_mark 301 263; inotify_init 253 -; inotify_init1 294 26; inotify_add_watch 254 27

# System V and POSIX queues live in a namespace that the episodes share
shmget 29 194; shmat 30 196; shmctl 31 195; semget 64 190; semctl 66 191; semop 65 193; semtimedop 220 192
msgget 68 186; msgctl 71 187; msgsnd 69 189; msgrcv 70 188; mq_open 240 180; mq_unlink 241 181
"""

# Memory that no limit but a memory cgroup counts.
UNCOUNTED_MEMORY = "memfd_create 319 279"

# Where there is no process namespace: no second process, so that none can outlive its episode, and no way to reach a
# process of the host. connect, bind and listen would give a socketpair's end another peer.
ONE_PROCESS = """
fork 57 -; vfork 58 -; execve 59 221; execveat 322 281; setsid 112 157; setpgid 109 154
tkill 200 130; rt_sigqueueinfo 129 138; rt_tgsigqueueinfo 297 240; pidfd_open 434 434; pidfd_send_signal 424 424
setpriority 141 140; ioprio_set 251 30; sched_setscheduler 144 119; sched_setparam 142 118
sched_setattr 314 274; sched_setaffinity 203 122; connect 42 203; bind 49 200; listen 50 201
"""

# Decided by their arguments, in seccomp.py.
BY_ARGUMENT = """
clone 56 220; clone3 435 435; socket 41 198; socketpair 53 199; prctl 157 167; ioctl 16 29; fcntl 72 25
kill 62 129; tgkill 234 131; prlimit64 302 261
"""


def numbers(table: str, machine: str) -> dict:
    """Returns a table's calls as ``{name: number}`` for ``x86_64`` or ``aarch64``."""
    column = {"x86_64": 1, "aarch64": 2}[machine]
    lines = [line for line in table.splitlines() if not line.startswith("#")]
    calls = [entry.split() for entry in ";".join(lines).split(";") if entry.strip()]
    return {call[0]: int(call[column]) for call in calls if call[column] != "-"}
