import configparser, io, tomllib
c = configparser.ConfigParser()
c.read_string('[a]\nx = 1\ny = %(x)s0\n[b]\nflag: yes\n')
print(c.getint('a', 'y'), c.getboolean('b', 'flag'), c.sections())
out = io.StringIO()
c.write(out)
print(out.getvalue())
print(tomllib.loads('a = 1\n[b]\nc = [1, 2.5, 2024-01-01]\n'))
c.get('a', 'z')
