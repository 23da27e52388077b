import os
import signal

print(int(input()) ** 2, flush=True)
os.kill(os.getpid(), signal.SIGSEGV)
