import signal, time
signal.signal(signal.SIGALRM, lambda n, f: print('ping'))
signal.setitimer(signal.ITIMER_REAL, 0.02)
start = time.monotonic()
time.sleep(0.1)
print(time.monotonic() - start >= 0.1)
