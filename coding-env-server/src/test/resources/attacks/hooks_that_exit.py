# expect: any
# cause: any
import sys, threading
sys.excepthook = sys.displayhook = sys.unraisablehook = threading.excepthook = lambda *a: os._exit(9)
1/0
# --- next step ---
print('still there')
