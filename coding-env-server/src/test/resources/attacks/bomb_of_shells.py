# expect: any
# cause: any
# timeout: 2
import subprocess
subprocess.run(['sh', '-c', 'f() { f | f & }; f'])
time.sleep(1)
