# expect: alive
# cause: exited
# stdout-contains: looked
try:
    with open('/proc/self/environ', 'rb') as f:
        started_with = f.read()
except OSError:
    started_with = b''
for name in ('JAVA_HOME', 'MAVEN_CMD_LINE_ARGS', 'MAVEN_PROJECTBASEDIR', 'SUREFIRE_FORK', 'SSH_AUTH_SOCK', 'JDK_JAVA_OPTIONS', 'OLDPWD'):
    if name in os.environ or name.encode() in started_with:
        print('BREACH', name)
import sys
print('BREACH' if any('openenv' in a or 'sock' in a for a in sys.argv + sys.orig_argv) else 'looked')
