# expect: any
# cause: any
import sys
sys.modules.clear()
# --- next step ---
1/0
