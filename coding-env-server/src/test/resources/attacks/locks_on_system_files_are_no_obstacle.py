# Locks what it may read of the system's, and leaves it locked: nobody else is meant to lock it.
# expect: alive
# cause: exited
import fcntl
kept = []
for folder in ('/usr/bin', os.path.dirname(os.__file__)):
    for name in os.listdir(folder)[:40]:
        try:
            kept.append(open(f'{folder}/{name}', 'rb'))
            fcntl.flock(kept[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            pass
print(len(kept))
