# expect: any
# cause: timeout
# exit: 124
# rung: namespaces
# timeout: 1
import subprocess
subprocess.run(['sh', '-c', 'trap "" INT TERM HUP QUIT; while :; do :; done'])
