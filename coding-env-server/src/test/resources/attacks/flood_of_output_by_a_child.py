# expect: any
# cause: any
# rung: namespaces
# timeout: 1
import subprocess
subprocess.run(['yes'])
