# expect: dead
# cause: timeout
# exit: 124
# timeout: 1
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
while True:
    pass
