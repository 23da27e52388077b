# expect: any
# cause: any
# timeout: 1
while True:
    os.write(1, b'z' * 65536)
    os.write(2, b'z' * 65536)
