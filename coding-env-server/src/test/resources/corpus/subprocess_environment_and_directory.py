# needs: processes
import os, subprocess
os.mkdir('sub')
print(subprocess.run(['sh', '-c', 'echo $A; basename $PWD'], env={'A': '1'}, cwd='sub', capture_output=True, text=True).stdout)
os.environ['B'] = 'two'
print(os.popen('echo $B').read())
