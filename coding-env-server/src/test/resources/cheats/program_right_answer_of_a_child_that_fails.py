import os
import sys

if os.fork() == 0:
    print(int(input()) ** 2, flush=True)
    os._exit(0)
os.wait()
sys.exit(1)
