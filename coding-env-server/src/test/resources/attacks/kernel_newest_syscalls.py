# What came after the calls that the tables name, and what will come.
# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
for number in (*range(463, 512), 336 + 64, 1000, 4095, 0x3FFFFFFF):
    attempt(str(number), syscall, number, -100, b'.', 0, 0, 0, 0)
