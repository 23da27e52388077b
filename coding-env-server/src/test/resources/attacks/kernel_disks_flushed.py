# Would have the host's disks flushed without end.
# expect: alive
# cause: exited
begin = time.monotonic()
for _ in range(2000):
    os.sync()
print(libc.syncfs(os.open('/usr', os.O_RDONLY)))
