# expect: any
# cause: timeout|output-limit|exception
# timeout: 1
while True:
    print('y' * 1000)
