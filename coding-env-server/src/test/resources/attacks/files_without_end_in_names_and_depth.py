# Names that are no text, deep in directories without execute right, with a million more in sight.
# expect: any
# timeout: 20
here = os.getcwd()
made = 0
try:
    for depth in range(400):
        os.mkdir(b'\xff\xfe\n' + b'd' * 200)
        os.chdir(b'\xff\xfe\n' + b'd' * 200)
        os.mkfifo(b'\x80fifo')
        os.link(b'\x80fifo', b'\x81link')
        os.symlink(b'../' * 1000, b'\x82way')
        made += 1
except OSError as e:
    print(e)
print(made)
try:
    os.chmod('.', 0)
    os.chmod('..', 0o111)
except OSError as e:
    print(e)
os.chdir(here)
