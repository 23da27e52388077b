# expect: any
# cause: any
# timeout: 5
exec('x = ' + '[' * 100_000)
