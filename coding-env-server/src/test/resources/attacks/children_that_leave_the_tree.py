# expect: any
# cause: any
# rung: namespaces
# needs: x86_64
try:
    pid = syscall(56, 0x8000 | 17, 0, 0, 0, 0)
    if pid == 0:
        time.sleep(30)
        os._exit(0)
except OSError as e:
    print('refused', e.strerror)
libc.prctl(36, 1, 0, 0, 0)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)
