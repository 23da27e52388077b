import inspect
import logging
import sys
import traceback


def f():
    traceback.print_stack(file=sys.stdout)
    print([frame.function for frame in inspect.stack()], inspect.currentframe().f_back.f_back)


f()
logging.warning("careful", stack_info=True)
try:
    sys._getframe(1)
except ValueError as error:
    print(error)
