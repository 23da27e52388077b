# expect: dead
# cause: signal|crashed
os.abort()
