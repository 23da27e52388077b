# Not even the processes of one episode can look into one another.
# needs: x86_64
# expect: alive
# cause: exited
# rung: namespaces
import signal
child = os.fork()
if child == 0:
    time.sleep(600)
buffer = ctypes.create_string_buffer(64)
vector = (ctypes.c_ulong * 2)(ctypes.addressof(buffer), 64)
attempt('ptrace', syscall, 101, 16, child, 0, 0)
attempt('seize', syscall, 101, 0x4206, child, 0, 0)
attempt('vm_readv', syscall, 310, child, vector, 1, vector, 1, 0)
attempt('vm_writev', syscall, 311, child, vector, 1, vector, 1, 0)
attempt('pidfd_getfd', lambda: syscall(438, syscall(434, child, 0), 1, 0))
attempt('kcmp', syscall, 312, os.getpid(), child, 0, 1, 1)
os.kill(child, signal.SIGKILL)
os.waitpid(child, 0)
