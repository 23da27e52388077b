import marshal, shelve
with shelve.open('shelf') as s:
    s['k'] = {'v': [1, 2]}
with shelve.open('shelf') as s:
    print(s['k'], list(s))
code = marshal.loads(marshal.dumps(compile('6 * 7', 'x', 'eval')))
print(eval(code))
