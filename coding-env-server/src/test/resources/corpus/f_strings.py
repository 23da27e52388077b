x = 3.14159
name = 'bob'
print(f'{x:.2f} {name!r} {name!s} {name!a} {name:>5} {x=} {{}} {x:{8}.{3}} {"nested " + f"{name}"}')
