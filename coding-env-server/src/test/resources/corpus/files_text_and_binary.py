with open('t.txt', 'w', encoding='utf-8', newline='') as f:
    f.write('α\r\nβ\nγ')
print(open('t.txt', encoding='utf-8').readlines(), open('t.txt', 'rb').read())
with open('t.txt', 'a+b') as f:
    f.write(b'!')
    f.seek(0)
    print(len(f.read()), f.tell(), f.seekable())
with open('t.txt', 'r+') as f:
    f.truncate(4)
print(open('t.txt').read())
try:
    open('t.txt', 'x')
except FileExistsError as e:
    print(e.errno, e.filename)
open('nowhere/t.txt', 'w')
