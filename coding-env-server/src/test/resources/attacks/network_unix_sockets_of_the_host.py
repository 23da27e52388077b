# expect: alive
# cause: exited
# stdout-contains: refused
import glob, socket
def connect(path):
    s = socket.socket(socket.AF_UNIX)
    s.settimeout(1)
    s.connect(path)
attempt('canary', connect, host.socket)
attempt('bus', connect, '/run/dbus/system_bus_socket')
attempt('docker', connect, '/var/run/docker.sock')
attempt('abstract', connect, '\0/tmp/.X11-unix/X0')
for path in glob.glob('/tmp/**/*', recursive=True) + glob.glob('/run/**/*', recursive=True) + glob.glob('../*'):
    attempt(path, connect, path)
