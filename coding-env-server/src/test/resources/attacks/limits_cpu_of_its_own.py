# expect: dead
# cause: signal|crashed
# timeout: 60
import resource
resource.setrlimit(resource.RLIMIT_CPU, (1, 2))
while True:
    pass
