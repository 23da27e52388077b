# A hundred thousand locks, which nothing counts: its own step's time is the limit.
# expect: any
# cause: any
# timeout: 5
import fcntl
with open('locks', 'w') as file:
    for at in range(100_000, 0, -1):
        fcntl.lockf(file, fcntl.LOCK_EX, 1, at * 2)
