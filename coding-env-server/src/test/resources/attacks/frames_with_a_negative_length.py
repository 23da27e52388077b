# expect: dead
# cause: crashed
for fd in control_descriptors():
    send(fd, b'\x80\0\0\0\x81\0\0\0\1')
time.sleep(60)
