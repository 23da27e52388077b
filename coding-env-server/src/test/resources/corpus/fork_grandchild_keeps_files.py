# needs: processes
import os
if os.fork() == 0:
    files = [open('f%d' % i, 'w+') for i in range(20)]
    if os.fork() == 0:
        for f in files:
            f.write('grandchild')
            f.flush()
        os._exit(0)
    print('grandchild', os.waitstatus_to_exitcode(os.wait()[1]), flush=True)
    os._exit(0)
print('child', os.waitstatus_to_exitcode(os.wait()[1]))
