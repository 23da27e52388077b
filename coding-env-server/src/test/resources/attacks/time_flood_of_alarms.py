# expect: any
# cause: any
# timeout: 2
import signal
def ring(n, frame):
    raise RuntimeError('ring')
signal.signal(signal.SIGALRM, ring)
signal.setitimer(signal.ITIMER_REAL, 0.00001, 0.00001)
# --- next step ---
print('next')
