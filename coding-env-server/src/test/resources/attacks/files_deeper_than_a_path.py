# expect: alive
# cause: exited
home = os.getcwd()
try:
    for _ in range(400):
        os.mkdir('d' * 100)
        os.chdir('d' * 100)
except OSError as e:
    print('refused', e.strerror)
os.mkdir('locked', 0)
os.chdir(home)
