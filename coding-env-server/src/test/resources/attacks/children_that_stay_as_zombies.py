# expect: alive
# cause: exited
# rung: namespaces
# stdout-contains: still forks
for _ in range(10):
    if os.fork() == 0:
        os._exit(0)
# --- next step ---
if os.fork() == 0:
    os._exit(0)
print('still forks')
