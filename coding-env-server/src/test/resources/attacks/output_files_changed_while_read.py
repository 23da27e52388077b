# A child that outlives the interpreter goes on writing, cutting and stretching its output while that is read.
# expect: any
# timeout: 20
# needs: processes
if os.fork() == 0:
    os.setsid()
    while True:
        try:
            os.write(1, b'y' * 100000)
            os.ftruncate(1, 0)
            os.ftruncate(1, 8 << 20)
        except OSError:
            pass
os.kill(os.getpid(), 9)
