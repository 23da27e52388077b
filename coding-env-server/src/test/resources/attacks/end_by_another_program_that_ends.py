# expect: dead
# cause: crashed|exited
# rung: namespaces
os.execv('/bin/echo', ['echo', 'not python any more'])
