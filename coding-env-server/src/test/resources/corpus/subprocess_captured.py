# needs: processes
import subprocess
print(subprocess.run(['echo', 'hi'], capture_output=True).stdout)
