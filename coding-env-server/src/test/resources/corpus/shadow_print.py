def print(x):
    return x
print('a')
# --- next step ---
import sys
sys.stdout.write('still works\n')
del print
print('and again')
