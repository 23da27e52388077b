import atexit
@atexit.register
def bye():
    print('bye')
atexit.register(print, 'first')
atexit.unregister(bye)
atexit._run_exitfuncs()
print('end')
