import resource
import sys
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
print('x' * 200_000)
print('y' * 1000, file=sys.stderr)
try:
    with open('long', 'w') as file:
        file.write('z' * 1000)
except OSError as error:
    print(error)
# --- next step ---
print('a' * 1000)
sys.stdout.flush()
1 / 0
