# Forks twice, leads its own session, closes everything, and stays.
# expect: alive
# cause: exited
# rung: namespaces
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.closerange(0, 256)
            while True:
                time.sleep(0.05)
        os._exit(0)
    os.wait()
print('done')
