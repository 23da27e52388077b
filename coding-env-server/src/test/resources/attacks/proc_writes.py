# expect: alive
# cause: exited
# stdout-contains: refused
def write(path, text):
    with open(path, 'w') as f:
        f.write(text)
for path in ('sysrq-trigger', 'sys/kernel/core_pattern', 'sys/kernel/hostname', 'sys/net/ipv4/ip_forward', 'sys/vm/drop_caches', 'self/exe'):
    attempt(path, os.open, '/proc/' + path, os.O_WRONLY)
attempt('uid map', write, '/proc/self/uid_map', '0 0 1')
attempt('oom score', write, '/proc/self/oom_score_adj', '-1000')
attempt('kcore', lambda: open('/proc/kcore', 'rb').read(1))
attempt('kmsg', lambda: open('/proc/kmsg', 'rb', 0).read(1))
attempt('kallsyms', lambda: [l for l in open('/proc/kallsyms') if not l.startswith('0000000000000000')][0])
