# expect: alive
# cause: exited
# stdout-contains: refused
import signal
for pid in host.pid, host.server:
    attempt('kill', os.kill, pid, 0)
    attempt('kill', os.kill, pid, signal.SIGTERM)
    attempt('killpg', os.killpg, pid, signal.SIGTERM)
    attempt('pidfd_open', os.pidfd_open, pid)
    if host.namespaces:
        attempt('getpriority', os.getpriority, os.PRIO_PROCESS, pid)
        attempt('getsid', os.getsid, pid)
