import string, textwrap
print(textwrap.fill('the quick brown fox jumps over the lazy dog', 20), textwrap.dedent('''
    a
      b
    '''), textwrap.shorten('hello wide world', 12), textwrap.indent('x\ny', '> '))
print(string.Template('$who likes ${what}').substitute(who='tim', what='kung pao'), string.ascii_lowercase, string.capwords('ab cd'))
print('{0.real:>5}{1[k]!r:^8}'.format(3, {'k': 'v'}), string.Formatter().vformat('{x}', (), {'x': 1}))
string.Template('$missing').substitute()
