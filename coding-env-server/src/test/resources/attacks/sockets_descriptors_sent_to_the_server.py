# Descriptors that nobody takes out of a message are let go by the kernel, and the session goes on or ends.
# expect: any
# timeout: 20
import socket, array
for fd in control_descriptors():
    end = socket.socket(fileno=os.dup(fd))
    end.settimeout(1)
    sent = 0
    try:
        for _ in range(200):
            one = os.open('/dev/null', os.O_RDONLY)
            end.sendmsg([b'\0'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [one] * 50))])
            os.close(one)
            sent += 50
    except OSError as e:
        print('stopped', e)
    print('sent', sent)
