# What is lost is this program's own output; the session goes on.
# expect: alive
# cause: exited|exception
os.close(0)
os.close(1)
os.close(2)
# --- next step ---
print('heard again')
