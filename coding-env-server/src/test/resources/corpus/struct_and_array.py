import struct, array
data = struct.pack('>IhBq3s', 1, -2, 255, -2**40, b'abc')
print(data.hex(' '), struct.unpack('>IhBq3s', data), struct.calcsize('>IhBq3s'))
a = array.array('d', [1.5, 2.5])
a.extend([3.5])
print(a, a.itemsize, memoryview(b'abcdef')[1:4].tolist())
struct.unpack('>I', b'12')
