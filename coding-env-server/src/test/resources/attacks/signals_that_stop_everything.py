# The first process of the namespace can be stopped by nobody within, and who stops the others stops its own.
# expect: alive
# cause: exited
# stdout-contains: goes on
# rung: namespaces
import signal
child = os.fork()
if child == 0:
    os.setsid()
    time.sleep(600)
for pid in 1, -1:
    for number in signal.SIGSTOP, signal.SIGTSTP, signal.SIGKILL:
        try:
            os.kill(pid, number)
        except OSError as e:
            print(e)
print(os.waitpid(child, 0)[1])
print(os.system('exit 3') >> 8)
print('goes on')
