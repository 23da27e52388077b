# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
attempt('shmget', syscall, 29, 0, 4096, 0o1600)
attempt('semget', syscall, 64, 0, 1, 0o1600)
attempt('msgget', syscall, 68, 0, 0o1600)
attempt('mq_open', syscall, 240, b'attack', os.O_CREAT | os.O_RDWR, 0o600, 0)
