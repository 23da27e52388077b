# expect: alive
# cause: exited
# stdout-contains: looked
names = [p for p in os.listdir('/proc') if p.isdigit()] if os.path.isdir('/proc') and os.access('/proc', os.R_OK) else []
for p in names:
    try:
        text = open(f'/proc/{p}/cmdline', 'rb').read()
        if b'java' in text or b'surefire' in text or b'canary' in text:
            print('BREACH', p, text[:100])
    except OSError:
        pass
print('looked')
