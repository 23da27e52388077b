x = 1
def stop():
    import sys
    sys.exit(4)
stop()
# --- next step ---
print(x)
# --- reference ---
print(1)
