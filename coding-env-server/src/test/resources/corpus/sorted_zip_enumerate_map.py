print(sorted(['bb', 'a'], key=len), list(zip([1], [2])), list(enumerate('a')), list(map(str, [1])))
