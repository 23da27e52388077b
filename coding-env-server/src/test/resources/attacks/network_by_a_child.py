# expect: alive
# cause: exited
# rung: namespaces
import subprocess
r = subprocess.run(['bash', '-c', f'exec 3<>/dev/tcp/127.0.0.1/{host.port}'], capture_output=True)
print('BREACH' if r.returncode == 0 else 'refused')
