# expect: alive
# cause: exited
import socket
allowed = {(1, 1), (1, 2), (1, 5)} if host.namespaces else set()
for family in range(48):
    for kind in range(11):
        for protocol in (0, 1, 6, 17, 58, 132, 136, 255, 262):
            fd = libc.socket(family, kind, protocol)
            if fd >= 0:
                os.close(fd)
                if (family, kind) not in allowed:
                    print('BREACH', family, kind, protocol)
