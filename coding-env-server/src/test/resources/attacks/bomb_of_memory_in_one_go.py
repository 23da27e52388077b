# expect: alive
# cause: exception
x = bytearray(1 << 40)
