# expect: dead
# cause: timeout
# exit: 124
# timeout: 1
import signal
for n in range(1, 65):
    try:
        signal.signal(n, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    pass
