import json, sys
json.mine = True
del sys.modules["json"]
import json
print(hasattr(json, "mine"))
sys.modules["queue"] = None
try:
    import queue
except ImportError as error:
    print(error)
