import os
import sys

del sys.stdout
# --- next step ---
os.close(1)
# --- next step ---
sys.stdout.close()
# --- next step ---
sys.stdout.write = None
# --- next step ---
print("works")
# --- reference ---
print("works")
