# expect: any
# cause: any
# rung: namespaces
# timeout: 3
import pty
try:
    pty.spawn(['sh', '-c', 'sleep 60'])
except OSError as e:
    print('refused', e.strerror)
