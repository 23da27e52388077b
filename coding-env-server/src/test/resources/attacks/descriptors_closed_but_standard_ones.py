# expect: dead
# cause: crashed
os.closerange(3, 4096)
