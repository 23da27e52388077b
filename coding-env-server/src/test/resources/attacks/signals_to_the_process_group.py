# expect: any
# cause: any
# timeout: 3
import signal
try:
    os.kill(0, signal.SIGKILL)
    os.killpg(1, signal.SIGKILL)
except OSError as e:
    print('refused', e.strerror)
time.sleep(0.2)
