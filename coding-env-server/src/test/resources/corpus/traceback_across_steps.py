def inner(x):
    return {}[x]
# --- next step ---
def outer(x):
    y = 1
    return inner(x)
# --- next step ---
outer('key')
