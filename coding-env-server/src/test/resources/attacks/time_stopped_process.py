# expect: any
# cause: timeout|exited
# timeout: 1
import signal
os.kill(os.getpid(), signal.SIGSTOP)
time.sleep(0.2)
