import os, sys
print(any(os.path.realpath(p or '.') == os.getcwd() for p in sys.path), os.path.basename(sys.executable).startswith('python'))
