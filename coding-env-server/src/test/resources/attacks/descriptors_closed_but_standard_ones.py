# expect: dead
# cause: crashed
syscall(436, 3, 0xFFFFFFFF, 0)  # close_range
