# expect: alive
# cause: exited
os.mkdir(b'\xff\xfe bytes')
os.mkdir('-rf')
open('new\nline', 'w').close()
open('n' * 255, 'w').close()
open(b'*;$(touch x)', 'w').close()
os.mkdir('locked')
open('locked/inside', 'w').close()
os.chmod('locked', 0)
os.mkfifo('fifo')
