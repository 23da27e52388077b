# expect: alive
# cause: exited
# stdout-contains: out of reach
null = os.open('/dev/null', os.O_RDWR)
for fd in control_descriptors():
    try:
        os.dup2(null, fd)
    except OSError:  # its number is above those that a program may have
        print('out of reach')
