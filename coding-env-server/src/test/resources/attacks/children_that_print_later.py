# expect: alive
# cause: exited
# rung: namespaces
if os.fork() == 0:
    for _ in range(100):
        time.sleep(0.01)
        os.write(1, b'late output of the attacker\n')
    os._exit(0)
# --- next step ---
print('next')
