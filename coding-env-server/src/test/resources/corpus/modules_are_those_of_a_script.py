import sys
print(sorted(sys.modules))
import urllib
try:
    urllib.parse
except AttributeError as error:
    print(error)
import json
print(sorted(sys.modules))
print(json.decoder.JSONDecodeError, sys.flags, sys.meta_path[-3:])
