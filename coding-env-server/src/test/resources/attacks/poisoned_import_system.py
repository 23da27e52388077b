# expect: any
# cause: any
import sys
class Finder:
    def find_spec(self, *a):
        raise BaseException('no imports any more')
sys.meta_path[:] = [Finder()]
sys.path_hooks.clear()
sys.path.clear()
sys.path_importer_cache.clear()
# --- next step ---
import json
