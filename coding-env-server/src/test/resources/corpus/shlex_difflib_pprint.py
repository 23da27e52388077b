import difflib, pprint, shlex
print(shlex.split('a "b c" d\\ e'), shlex.quote("it's"))
print('\n'.join(difflib.unified_diff(['a', 'b'], ['a', 'c'], lineterm='')), difflib.get_close_matches('appel', ['apple', 'ape']))
pprint.pprint({'key%d' % i: list(range(i)) for i in range(12)}, width=60)
