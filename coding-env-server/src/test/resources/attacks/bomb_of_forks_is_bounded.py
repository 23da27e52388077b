# expect: any
# cause: any
# rung: namespaces
# stdout-contains: bounded
# timeout: 60
count = 0
try:
    while count < 500:
        if os.fork() == 0:
            time.sleep(30)
            os._exit(0)
        count += 1
    print('BREACH', count)
except OSError as e:
    print('bounded', count <= 64 or 'BREACH', e.strerror)
