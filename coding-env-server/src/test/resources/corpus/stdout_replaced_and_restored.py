import io, sys
saved, sys.stdout = sys.stdout, io.StringIO()
print('into the void')
text = sys.stdout.getvalue()
sys.stdout = saved
print('back', repr(text))
# --- next step ---
print('next step prints')
