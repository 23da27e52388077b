# expect: any
# cause: any
import builtins
vars(builtins).clear()
# --- next step ---
x = 1
