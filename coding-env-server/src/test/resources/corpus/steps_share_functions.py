def sq(n):
    return n * n
# --- next step ---
print(sq(9))
