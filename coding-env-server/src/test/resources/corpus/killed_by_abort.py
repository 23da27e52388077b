# needs: signals to itself
import os
print('before', flush=True)
os.abort()
