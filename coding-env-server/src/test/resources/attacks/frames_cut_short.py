# Half a header, then silence.
# expect: dead
# cause: crashed|timeout
# timeout: 1
for fd in control_descriptors():
    send(fd, b'\0\0')
time.sleep(60)
