b = bytearray(b'hello')
b[0:1] = b'J'
b += b'!'
print(b, b.hex(), bytes.fromhex('00 ff'), b'%d-%s' % (5, b'x'), b'a,b'.split(b','), b'abc'.translate(None, b'b'), memoryview(b).nbytes)
print(b'x' * 3 in b'xxxx', b'\x00'.isalnum(), bytes([1, 2]), list(b'ab'), b'a' < b'b', int.from_bytes(b'\1\0', 'little'))
b'a' + 'b'
