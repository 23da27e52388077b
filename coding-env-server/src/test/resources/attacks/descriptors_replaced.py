# expect: dead
# cause: crashed|timeout|exited
# timeout: 2
null = os.open('/dev/null', os.O_RDWR)
for fd in control_descriptors():
    os.dup2(null, fd)
