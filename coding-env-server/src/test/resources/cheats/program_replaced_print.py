import builtins
builtins.print = lambda *args: None
print(9)
