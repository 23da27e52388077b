# expect: any
# cause: any
# timeout: 5
print('x' * 100_000_000)
