# expect: any
# cause: any
raise ValueError('x' * 30_000_000)
