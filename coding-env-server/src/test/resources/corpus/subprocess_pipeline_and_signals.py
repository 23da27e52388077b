# needs: processes
import subprocess, signal
a = subprocess.Popen(['printf', 'b\\na\\n'], stdout=subprocess.PIPE)
b = subprocess.Popen(['sort'], stdin=a.stdout, stdout=subprocess.PIPE)
a.stdout.close()
print(b.communicate()[0], a.wait(), b.returncode)
p = subprocess.Popen(['sleep', '10'])
p.terminate()
print(p.wait() == -signal.SIGTERM)
