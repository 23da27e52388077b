# Each child stays under the limit of a process; together they must not get far over the episode's.
# expect: any
# cause: any
# rung: namespaces
# timeout: 10
kids = []
for _ in range(20):
    pid = os.fork()
    if pid == 0:
        x = bytearray(100_000_000)
        time.sleep(2)
        os._exit(0)
    kids.append(pid)
print([os.waitpid(k, 0)[1] for k in kids])
