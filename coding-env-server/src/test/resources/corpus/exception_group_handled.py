try:
    raise ExceptionGroup('several', [ValueError(1), TypeError(2), OSError(3)])
except* ValueError as g:
    print('values', g.exceptions)
except* OSError as g:
    print('os', g.exceptions)
