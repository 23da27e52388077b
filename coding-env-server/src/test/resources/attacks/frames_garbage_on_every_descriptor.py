# expect: dead
# cause: crashed
import random
noise = random.Random(1).randbytes(100_000)
for fd in control_descriptors():
    send(fd, noise)
print('done')
