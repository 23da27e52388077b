# needs: processes
import subprocess, sys, os
print("first", flush=True)
subprocess.run("echo a >> /dev/stdout; echo b | tee /dev/stderr; echo c >&2; echo d 1>&2 2>/dev/null", shell=True)
print("last", flush=True)
# --- next step ---
with open("/dev/stderr", "a") as f: print("appended", file=f)
with open(1, "w", closefd=False) as f: f.write("by number\n")
os.fdopen(os.dup(1), "w").write("by a copy\n")
print("end")
