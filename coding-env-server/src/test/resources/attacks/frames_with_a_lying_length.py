# A length of four gigabytes must neither be allocated nor waited for.
# expect: dead
# cause: crashed
for fd in control_descriptors():
    send(fd, b'\xff\xff\xff\xff\x81\0\0\0\1' + b'x' * 100)
time.sleep(60)
