# expect: alive
# cause: exited
# stdout-contains: refused
# needs: processes
import resource, subprocess
attempt('ulimit', subprocess.check_call, ['sh', '-c', 'ulimit -c 0'])
attempt('preexec', lambda: subprocess.check_call(['true'], preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0))))
