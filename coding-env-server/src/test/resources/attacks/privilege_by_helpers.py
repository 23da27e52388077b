# expect: alive
# cause: exited
# rung: namespaces
# stdout-contains: tried
import subprocess
os.mkdir('m')
for argv in (['su', '-c', 'id -u'], ['sudo', '-n', 'id', '-u'], ['mount', '-t', 'tmpfs', 'x', 'm'], ['passwd', '-S', 'root'], ['newuidmap', str(os.getpid()), '0', '0', '1'], ['unshare', '-r', 'true'], ['chroot', '/', 'true'], ['mount', '--bind', '/', 'm'], ['nsenter', '-t', '1', '-a', 'true'], ['hostname', os.uname().nodename]):
    try:
        r = subprocess.run(argv, capture_output=True, stdin=subprocess.DEVNULL, timeout=5)
    except OSError:
        continue
    if r.returncode == 0:
        print('BREACH', argv, r.stdout)
print('tried')
