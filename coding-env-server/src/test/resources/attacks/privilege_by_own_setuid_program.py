# expect: alive
# cause: exited
# rung: namespaces
# stdout-contains: same
import shutil, subprocess
shutil.copy('/usr/bin/id', 'myid')
os.chmod('myid', 0o6755)
try:
    out = subprocess.run(['./myid', '-u'], capture_output=True, text=True).stdout.strip()
    print('same' if out in ('', str(os.getuid())) else 'BREACH ' + out)
except OSError:
    print('same')
