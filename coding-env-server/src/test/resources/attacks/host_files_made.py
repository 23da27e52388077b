# expect: alive
# cause: exited
# stdout-contains: refused
open('mine', 'w').close()
for folder in ('/usr', '/usr/bin', '/dev', '/etc', '/', os.path.dirname(host.file), '/usr/local'):
    for kind in (0o10666, 0o140666, 0o100666, 0o20666, 0o60666):
        attempt(f'mknod {folder} {kind:o}', os.mknod, f'{folder}/planted', kind, os.makedev(1, 3))
    attempt(f'temporary {folder}', os.open, folder, os.O_TMPFILE | os.O_RDWR)
    attempt(f'link into {folder}', os.link, 'mine', f'{folder}/planted')
    attempt(f'move into {folder}', os.rename, 'mine', f'{folder}/planted')
