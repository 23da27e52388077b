try:
    raise ValueError('x')
except ValueError as e:
    saved = e
print('e' in globals(), saved.__traceback__.tb_lineno, saved.args)
print(e)
