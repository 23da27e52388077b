# expect: any
# cause: any
# stdout-contains: bounded
# timeout: 10
total = 0
try:
    with open('big', 'wb', 0) as f:
        while total < 200_000_000:
            total += f.write(b'x' * 1_000_000)
    print('BREACH', total)
except OSError as e:
    print('bounded', e.strerror)
