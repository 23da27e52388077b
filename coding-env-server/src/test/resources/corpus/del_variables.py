x, y = 1, 2
del x
# --- next step ---
print(y)
try:
    x
except NameError as e:
    print(e)
l = list(range(5))
del l[::2], l[0]
print(l)
del nothing
