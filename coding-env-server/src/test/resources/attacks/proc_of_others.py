# expect: alive
# cause: exited
# stdout-contains: looked
try:
    names = [p for p in os.listdir('/proc') if p.isdigit()]
except OSError:
    names = map(str, range(1, 100_000))
for p in names:
    try:
        text = open(f'/proc/{p}/cmdline', 'rb').read()
        if b'java' in text or b'surefire' in text or b'canary' in text:
            print('BREACH', p, text[:100])
    except OSError:
        pass
print('looked')
