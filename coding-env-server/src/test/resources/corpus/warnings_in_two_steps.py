import warnings
warnings.warn('first')
# --- next step ---
def f():
    warnings.warn('second')
for _ in range(3):
    f()
