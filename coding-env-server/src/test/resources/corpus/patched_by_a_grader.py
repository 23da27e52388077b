import os
import shutil
import subprocess
import sys

for name in ("kill", "system", "remove", "getpid", "dup2", "fork", "rename", "getcwd", "chdir", "_exit", "write", "read"):
    setattr(os, name, None)
shutil.rmtree = shutil.move = subprocess.Popen = None
sys.modules["resource"] = sys.modules["tkinter"] = sys.modules["traceback"] = None
help = None
# --- next step ---
print(os.kill, "next")
# --- next step ---
import json
print(json.dumps([1]))
# --- reference ---
print(None, "next")
print("[1]")
