# expect: alive
# cause: exited
# stdout-contains: refused
for number in (*range(600, 700), 10_000, 2**31 - 1, -1):
    attempt(number, syscall, number, 0, 0, 0, 0)
