import io
import sys

sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")
print("one")
# --- next step ---
print("two")
sys.stdout = io.TextIOWrapper(sys.stdout.detach(), encoding="utf-8")
# --- next step ---
print("three")
# --- reference ---
for word in "one", "two", "three":
    print(word)
