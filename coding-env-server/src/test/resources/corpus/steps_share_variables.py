a = 5
# --- next step ---
b = a + 1
# --- next step ---
print(a, b)
