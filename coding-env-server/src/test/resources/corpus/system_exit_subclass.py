class Stop(SystemExit):
    pass
try:
    raise Stop(7)
finally:
    print('finally')
