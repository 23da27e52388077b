# expect: any
# cause: timeout
# exit: 124
# rung: namespaces
# timeout: 1
import signal
for _ in range(3):
    if os.fork() == 0:
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
        os.kill(os.getpid(), signal.SIGSTOP)
        time.sleep(600)
os.wait()
