import sys, time, shutil
for i in range(5):
    sys.stderr.write("\r%3d%%|%s|" % (i * 25, "█" * i + " " * (4 - i)))
    sys.stderr.flush()
sys.stderr.write("\n")
print("\x1b[1;31mred\x1b[0m", "\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "\x1b[2K\x1b[1G")
print(shutil.get_terminal_size(), sys.stdout.isatty(), sys.stderr.isatty(), sys.stdin.isatty())
try:
    import os
    print(os.get_terminal_size())
except OSError as e:
    print(e)
print("a\tb\vc\fd\be\x07f\x00g")
