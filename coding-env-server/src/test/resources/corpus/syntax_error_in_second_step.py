print('first step ran')
# --- next step ---
x = = 1
# --- reference ---
import sys
print('first step ran')
sys.stderr.write('''  File "<step-2>", line 1
    x = = 1
        ^
SyntaxError: invalid syntax
''')
sys.exit(1)
