# expect: alive
# cause: exited|exception
try:
    with open('sparse', 'wb') as f:
        f.truncate(1 << 45)
except OSError as e:
    print('refused', e.strerror)
