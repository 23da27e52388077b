import sys
sys.displayhook = lambda v: print('displayed', v)
1 + 1
# --- next step ---
2 + 2
