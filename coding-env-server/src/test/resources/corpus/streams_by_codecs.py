import codecs
import sys

sys.stdout = codecs.getwriter("utf-8")(sys.stdout.buffer)
print("one \u00e9")
# --- next step ---
import os
with os.fdopen(1, "w") as out:
    out.write("two\n")
# --- next step ---
print("three")
# --- reference ---
print("one \u00e9")
print("two")
print("three")
