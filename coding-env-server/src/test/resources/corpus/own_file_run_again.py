# needs: processes
import subprocess
import sys

if len(sys.argv) == 1:
    done = subprocess.run([sys.executable, sys.argv[0], "again"], capture_output=True, text=True)
    print(done.stdout, done.returncode)
else:
    print("again")
