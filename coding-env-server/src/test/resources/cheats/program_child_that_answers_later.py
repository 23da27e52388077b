import os, time
if os.fork() == 0:
    os.setsid()
    time.sleep(0.3)
    print(int(input()) ** 2, flush=True)
    os._exit(0)
os._exit(1)
