# expect: any
# cause: timeout
# exit: 124
# timeout: 1
sum(iter(int, 1))
