# Pages of one content merged into one tell, by the time a write takes, what another holds.
# expect: alive
# cause: exited
# stdout-contains: refused
# needs: x86_64
import mmap
area = mmap.mmap(-1, 1 << 16)
attempt('MADV_MERGEABLE', area.madvise, 12)
attempt('PR_SET_MEMORY_MERGE', syscall, 157, 67, 1, 0, 0, 0)
attempt('high half', syscall, 157, ctypes.c_long(1 << 32 | 67), 1, 0, 0, 0)
attempt('process_madvise', syscall, 440, 0, 0, 0, 12, 0)
attempt('ksm of its own', lambda: open('/sys/kernel/mm/ksm/run').read())
