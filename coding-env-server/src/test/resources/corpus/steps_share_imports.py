import math
# --- next step ---
print(math.floor(2.7))
