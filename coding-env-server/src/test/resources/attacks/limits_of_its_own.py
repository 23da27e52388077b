# Leaves itself nothing to live on.
# expect: any
# cause: any
# timeout: 2
import resource
for name, value in (('RLIMIT_NOFILE', 0), ('RLIMIT_FSIZE', 0), ('RLIMIT_AS', 1), ('RLIMIT_STACK', 4096), ('RLIMIT_NPROC', 0), ('RLIMIT_DATA', 1)):
    resource.setrlimit(getattr(resource, name), (value, value))
# --- next step ---
print('next')
