import os
x = 5
file = open('kept', 'w')
os.closerange(3, 256)
try:
    file.write('lost')
    file.flush()
except OSError as error:
    print(error)
try:
    file.close()
except OSError as error:
    print(error)
try:
    os.closerange(3, 'b')
except TypeError as error:
    print(error)
os.closerange(3, 2**31 - 1)
print(os.closerange.__name__, os.closerange.__doc__.splitlines()[0])
# --- next step ---
print(x, open('kept').read())
pipe = os.pipe()
os.closerange(pipe[0], pipe[1] + 1)
os.fstat(pipe[0])
