# expect: any
# cause: any
# rung: namespaces
# stdout-contains: bounded
# timeout: 20
try:
    for i in range(1_000_000):
        os.close(os.open(f'f{i}', os.O_CREAT | os.O_WRONLY))
    print('BREACH a million files')
except OSError as e:
    print('bounded', e.strerror)
