# Races '..' against a directory that moves.
# expect: alive
# cause: exited
# stdout-contains: refused
os.makedirs('a/b/c')
os.makedirs('z')
os.chdir('a/b/c')
os.rename('../../../a/b', '../../../z/b')
attempt('up', lambda: open('../' * 60 + host.file.lstrip('/')).read())
os.chdir('/')
attempt('relative', lambda: open('..' + host.file).read())
