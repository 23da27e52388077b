# expect: any
# cause: timeout
# exit: 124
# timeout: 1
import re
re.match('(a+)+$', 'a' * 60 + 'b')
