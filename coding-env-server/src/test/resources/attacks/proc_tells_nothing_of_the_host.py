# expect: alive
# cause: exited
for name in ('cmdline', 'config.gz', 'diskstats', 'partitions', 'keys'):
    try:
        with open('/proc/' + name, 'rb') as file:
            print('BREACH' if file.read(1) else 'empty', name)
    except OSError as e:
        print('refused', name, e.strerror)
try:
    with open('/proc/self/cgroup') as file:
        print([line for line in file if line.rstrip().rpartition(':')[2] != '/'] and 'BREACH' or 'root')
except OSError as e:
    print('refused', e.strerror)
