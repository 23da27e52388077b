# needs: processes
import os
import subprocess
import sys
print('one')
sys.stdout.flush()
with open('/dev/stdout', 'w') as again:
    again.write('two\n')
subprocess.run('echo three > /dev/stdout; echo four > /dev/stderr; echo five > /proc/self/fd/1; echo six', shell=True)
with open('/dev/stderr', 'wb') as again:
    again.write(b'seven\n')
print('eight', file=sys.stderr)
print('x' * 300_000)
subprocess.run(['sh', '-c', 'head -c 200000 /dev/zero | tr "\\0" y; echo > /dev/stdout'])
# --- next step ---
print('nine', flush=True)
subprocess.run('echo ten > /dev/stdout', shell=True)
os.write(1, b'eleven\n')
1 / 0
