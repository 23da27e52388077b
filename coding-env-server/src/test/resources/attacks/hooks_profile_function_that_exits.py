# expect: any
# cause: any
import sys
sys.setprofile(lambda *a: sys.exit(3))
# --- next step ---
print('still there')
