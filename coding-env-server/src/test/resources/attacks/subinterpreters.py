# expect: any
# cause: any
import _xxsubinterpreters as interpreters
for _ in range(3):
    i = interpreters.create()
    interpreters.run_string(i, 'import os; os.write(1, b"from another interpreter\\n")')
i = interpreters.create()
try:
    interpreters.run_string(i, 'raise SystemExit(4)')
except BaseException as e:
    print(type(e).__name__)
