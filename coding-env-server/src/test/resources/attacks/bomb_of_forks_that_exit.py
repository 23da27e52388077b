# expect: any
# cause: any
# timeout: 2
import signal
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    if os.fork() == 0:
        os._exit(0)
