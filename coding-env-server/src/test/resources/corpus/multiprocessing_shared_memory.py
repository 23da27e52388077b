# needs: processes
from multiprocessing import shared_memory
m = shared_memory.SharedMemory(create=True, size=100)
m.buf[:5] = b'hello'
again = shared_memory.SharedMemory(m.name)
print(bytes(again.buf[:5]))
again.close()
m.close()
m.unlink()
