# needs: processes
import subprocess, sys
print(subprocess.check_output('echo $((6*7))', shell=True, text=True))
print(subprocess.run(['cat'], input='given', text=True, capture_output=True))
print(subprocess.run([sys.executable, "-c", "import sys; sys.exit(4)"]).returncode)
try:
    subprocess.run(['sleep', '10'], timeout=0.05)
except subprocess.TimeoutExpired as e:
    print('expired', e.cmd)
try:
    subprocess.check_call(['false'])
except subprocess.CalledProcessError as e:
    print(e)
subprocess.run(['no-such-command'])
