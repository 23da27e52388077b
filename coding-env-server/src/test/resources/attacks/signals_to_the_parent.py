# expect: any
# cause: any
# timeout: 3
import signal
for pid in os.getppid(), 1:
    for n in signal.SIGTERM, signal.SIGSTOP, signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1, signal.SIGCHLD, signal.SIGKILL:
        try:
            if pid:
                os.kill(pid, n)
        except OSError as e:
            print('refused', e.strerror)
time.sleep(0.2)
