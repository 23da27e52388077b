# expect: alive
# cause: exited
# stdout-contains: refused
import resource
for name in ('RLIMIT_CORE', 'RLIMIT_NOFILE', 'RLIMIT_FSIZE', 'RLIMIT_MEMLOCK'):
    number = getattr(resource, name)
    soft, hard = resource.getrlimit(number)
    if hard == resource.RLIM_INFINITY:
        print('BREACH', name, 'has no limit')
    else:
        attempt(name, resource.setrlimit, number, (hard + 1, hard + 1))
        attempt(name, resource.setrlimit, number, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
attempt('nice', os.nice, -5)
attempt('real time', os.sched_setscheduler, 0, os.SCHED_FIFO, os.sched_param(10))
attempt('mlock', lambda: libc.mlockall(3) and 1/0)
