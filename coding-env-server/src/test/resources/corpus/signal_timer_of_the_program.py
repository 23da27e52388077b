import signal, time
class Late(Exception): pass
def ring(n, frame): raise Late
signal.signal(signal.SIGALRM, ring)
signal.setitimer(signal.ITIMER_REAL, 0.05)
try:
    while True:
        time.sleep(0.001)
except Late:
    print('rang')
print(signal.getitimer(signal.ITIMER_REAL))
