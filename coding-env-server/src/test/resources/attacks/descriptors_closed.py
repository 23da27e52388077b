# expect: dead
# cause: crashed
# os.closerange leaves alone what is not the program's
syscall(436, 0, 0xFFFFFFFF, 0)  # close_range
