# expect: any
# cause: any
# timeout: 5
import signal
own = {0, 1, os.getpid(), os.getppid()}
for pid in [*range(2, 5000), host.pid, host.server]:
    if pid not in own:
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            pass
# --- next step ---
print('alive')
