f = open('lab.txt', 'w')
f.write('x')
f.close()
print(open('lab.txt').read())
