# A child interrupts the worker between the steps, too.
# expect: any
# cause: any
# rung: namespaces
# timeout: 2
import signal
parent = os.getpid()
if os.fork() == 0:
    for _ in range(2000):
        os.kill(parent, signal.SIGINT)
        time.sleep(0.001)
    os._exit(0)
# --- next step ---
x = 1
# --- next step ---
y = 2
