print('starts')
try:
    compile('a b', '<mine>', 'exec')
except SyntaxError as e:
    print(e.filename, e.lineno, e.offset, e.text)
exec('x = (')
