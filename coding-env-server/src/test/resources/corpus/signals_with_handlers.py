import os, signal, time
seen = []
signal.signal(signal.SIGUSR1, lambda n, f: seen.append(n))
os.kill(os.getpid(), signal.SIGUSR1)
signal.raise_signal(signal.SIGUSR1)
print(seen == [signal.SIGUSR1] * 2, signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))
