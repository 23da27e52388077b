# expect: any
# cause: any
import sys
for name in list(sys.modules):
    sys.modules[name] = None
# --- next step ---
import os
