# expect: alive
# cause: exited
import select
polls = []
try:
    while True:
        polls.append(select.epoll())
        for other in polls[:-1]:
            polls[-1].register(other.fileno(), 1)
except OSError as e:
    print('refused', e.strerror)
for poll in polls:
    poll.close()
