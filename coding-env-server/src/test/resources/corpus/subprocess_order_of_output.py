# needs: processes
import subprocess, sys
print('one', flush=True)
subprocess.run(['echo', 'two'])
print('three', flush=True)
subprocess.run(['sh', '-c', 'echo four; echo error >&2'])
print('five')
