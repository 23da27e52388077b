# expect: dead
# cause: crashed|exited|signal
# timeout: 5
import faulthandler
faulthandler.dump_traceback_later(0.2, exit=True)
time.sleep(10)
