# expect: alive
# cause: exited
# stdout-contains: refused
for path in ('/sys/kernel/uevent_helper', '/sys/power/state', '/sys/fs/cgroup/cgroup.procs', '/sys/fs/cgroup/memory/cgroup.procs', '/sys/fs/cgroup/release_agent', '/sys/kernel/mm/ksm/run', '/sys/module/kernel/parameters/panic'):
    attempt(path, os.open, path, os.O_WRONLY)
attempt('cgroup', os.mkdir, '/sys/fs/cgroup/attack')
attempt('cgroup', os.mkdir, '/sys/fs/cgroup/memory/attack')
attempt('debugfs', os.listdir, '/sys/kernel/debug/tracing')
