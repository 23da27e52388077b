import sys
print(sys.stdout.encoding, sys.stdout.fileno(), sys.stderr.fileno(), sys.stdin.fileno(), sys.stdout.isatty(), sys.stdout.writable())
print(sys.stdout.errors, sys.stderr.errors, sys.stdout.newlines, sys.stdout.name, sys.stderr.name, sys.stdin.name)
print(sys.stdin.read() == '', list(sys.stdin), sys.stdin.isatty())
print(sys.stdout is sys.__stdout__, sys.stderr is sys.__stderr__)
