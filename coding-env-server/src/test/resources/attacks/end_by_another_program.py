# The worker becomes a program that answers nothing.
# expect: dead
# cause: crashed|timeout|exited
# rung: namespaces
# timeout: 2
os.execv('/bin/sh', ['sh', '-c', 'while :; do sleep 1; done'])
