# expect: alive
# cause: exited
# stdout-contains: looked
# timeout: 20
def search(top):
    for base, dirs, files in os.walk(top):
        if host.neighbour_file in files:
            print('BREACH', base)
        dirs[:] = [d for d in dirs if os.path.join(base, d) not in ('/usr', '/proc', '/lib', '/lib64')]
search('/')
for p in ('/tmp', '..', '../..', '/w', '/run', '/dev/shm', '/var/tmp'):
    search(p)
print('looked')
