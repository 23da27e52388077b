# needs: processes
import os, subprocess, sys
os.mkdir('pkg')
open('pkg/__init__.py', 'w').close()
with open('pkg/__main__.py', 'w') as f:
    f.write('print(__name__, __package__)\n')
print(subprocess.run([sys.executable, '-m', 'pkg'], capture_output=True, text=True).stdout)
import runpy
runpy.run_module('pkg', run_name='again')
