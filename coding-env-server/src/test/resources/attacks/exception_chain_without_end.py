# expect: any
# cause: any
# timeout: 3
e = ValueError(0)
for i in range(100_000):
    n = ValueError(i)
    n.__cause__ = e
    e = n
raise e
