raise ExceptionGroup('several', [ValueError('one'), ExceptionGroup('nested', [TypeError('two'), KeyError('three')])])
