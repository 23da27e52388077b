import resource
soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
usage = resource.getrusage(resource.RUSAGE_SELF)
print(usage.ru_maxrss > 1000, usage.ru_utime >= 0)
resource.setrlimit(resource.RLIMIT_NOFILE, (32, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
try:
    files = [open('/dev/null') for _ in range(40)]
except OSError as e:
    print(e.strerror)
del e
