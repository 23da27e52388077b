import os, sys
print(sys.stdout.write('abc\n'))
sys.stdout.flush()
sys.stdout.buffer.write(b'raw \xff bytes\n')
sys.stdout.buffer.flush()
os.write(1, b'by descriptor\n')
sys.stdout.writelines(['x\n', 'y\n'])
print('end', end='', flush=True)
