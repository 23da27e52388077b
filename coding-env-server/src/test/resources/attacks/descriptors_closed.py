# expect: dead
# cause: crashed
os.closerange(0, 4096)
