# expect: any
# cause: any
import sys
def hook(event, args):
    raise RuntimeError('audited')
sys.addaudithook(hook)
# --- next step ---
print('still there')
