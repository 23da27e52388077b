s = 'Hello, World'
print(s.swapcase(), s.partition(', '), s.rfind('o'), s.center(20, '*'), s.zfill(15), s.translate(str.maketrans('lo', '01')), s.removeprefix('Hello'), s.encode().hex())
print('a\tb'.expandtabs(4), 'x\ny\r\nz'.splitlines(), ' a b '.split(), 'abc'[::-1], '%r %5.2f %x %%' % ('q', 3.14159, 255), 'é' == 'e\u0301', ascii('é'), repr('\x00\n\u200b'))
print('{:,} {:_} {:e} {:%} {:+d} {:#b} {:^10} {:08.3f}'.format(1234567, 1234567, 12345.678, 0.5, 5, 5, 'mid', 3.14159))
'abc'.index('z')
