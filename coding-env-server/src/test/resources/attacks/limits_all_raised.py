# expect: alive
# cause: exited
# stdout-contains: refused
import resource
for name in sorted(vars(resource)):
    if name.startswith('RLIMIT_'):
        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        if hard != resource.RLIM_INFINITY:
            attempt(name, resource.setrlimit, kind, (hard + 1, hard + 1))
            attempt(name, resource.setrlimit, kind, (hard, resource.RLIM_INFINITY))
