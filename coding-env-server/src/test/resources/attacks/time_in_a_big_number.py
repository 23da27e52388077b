# expect: any
# cause: timeout|memory-limit|exception
# timeout: 1
x = 10 ** (10 ** 9)
