kept = []
try:
    while True:
        kept.append(bytes(1 << 20))
except MemoryError:
    print("full", len(kept) > 300)
# --- next step ---
print(len(kept) > 300)
kept.clear()
# --- next step ---
kept.append(bytes(200 << 20))
print(len(kept))
# --- reference ---
print("full", True)
print(True)
print(1)
