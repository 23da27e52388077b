import traceback, sys
def f():
    raise LookupError('where')
try:
    f()
except LookupError:
    print(traceback.format_exc())
    e = sys.exc_info()[1]
    print([ (s.name, s.lineno, s.line) for s in traceback.extract_tb(e.__traceback__)])
    traceback.print_exc(file=sys.stdout)
    traceback.print_exception(e, limit=1)
