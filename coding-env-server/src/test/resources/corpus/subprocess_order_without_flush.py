# needs: processes
import os, subprocess
print('one')
subprocess.run(['echo', 'two'])
print('three', end='')
os.system('echo four')
print('five')
