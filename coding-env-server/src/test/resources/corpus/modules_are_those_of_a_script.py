import sys
print(sorted(set(sys.modules) - {"pwd"}))  # which a script without HOME loads
import urllib
try:
    urllib.parse
except AttributeError as error:
    print(error)
import json
print(sorted(set(sys.modules) - {"pwd"}))  # which a script without HOME loads
print(json.decoder.JSONDecodeError, sys.flags, sys.meta_path[-3:])
