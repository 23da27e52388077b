import builtins

for name in ("list", "len", "str", "repr", "isinstance", "compile", "eval", "exec", "open", "type", "map", "sum"):
    setattr(builtins, name, None)
# --- next step ---
print("still here")
# --- reference ---
print("still here")
