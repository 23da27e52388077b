import pdb
x = 1
pdb.run('y = x + 1')
