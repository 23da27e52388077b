# Calls with addresses that are none, of lengths that are none, on every descriptor there is.
# needs: x86_64
# expect: any
# timeout: 20
import random
chosen = random.Random(7)
harmless = 0, 1, 5, 8, 16, 17, 19, 20, 40, 72, 78, 217, 262, 275, 276, 285, 326, 332
odd = 0, 1, -1, 1 << 31, 1 << 32, 1 << 47, (1 << 63) - 1, -4096, 4095
for _ in range(20000):
    number = chosen.choice(harmless)
    values = [chosen.choice(odd) for _ in range(5)]
    libc.syscall(ctypes.c_long(number), ctypes.c_long(chosen.choice((3, 4, 5, 9, 200))), *map(ctypes.c_long, values))
