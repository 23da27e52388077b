# needs: processes
import subprocess
print(subprocess.run(['cat']).returncode)
