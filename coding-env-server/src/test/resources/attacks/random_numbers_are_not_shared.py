# Prints what others must not be able to guess; the session beside it draws other numbers.
# expect: alive
# cause: exited
# stdout-contains: drawn
import random, secrets, uuid
print('drawn', random.random(), uuid.uuid4(), secrets.token_hex(8))
