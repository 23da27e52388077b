# needs: namespaces
import os
with open('/proc/self/status') as f:
    print(f.readline().split()[0])
print(os.readlink('/proc/self') == str(os.getpid()), len(os.listdir('/proc/self/fd')) >= 3, os.path.exists('/proc/meminfo'))
