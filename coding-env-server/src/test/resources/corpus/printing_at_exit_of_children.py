# needs: processes
import subprocess, sys
open("child.py", "w").write('''
import atexit, sys, threading, time, weakref
atexit.register(print, "exit handler")
class D:
    def __del__(self): print("deleted")
d = D()
weakref.finalize(d, print, "finalized")
threading.Thread(target=lambda: (time.sleep(0.1), print("thread done"))).start()
print("main done")
sys.exit(3)
''')
print(subprocess.run([sys.executable, "child.py"], capture_output=True, text=True))
print(subprocess.run([sys.executable, "-c", "import sys; print(sys.argv, sys.flags.isolated, sys.path[0]=='')", "a"], capture_output=True, text=True))
print(subprocess.run([sys.executable, "-m", "json.tool"], input='{"a":1}', capture_output=True, text=True))
print(subprocess.run([sys.executable, "-"], input="print(1); 1/0", capture_output=True, text=True).stderr)
