# What one session leaves in the places all programs use, no other finds.
# expect: alive
# cause: exited
# stdout-contains: left
for place in '/tmp', '/var/tmp', '/dev/shm', '.', '..':
    try:
        with open(place + '/' + host.neighbour_file, 'w') as f:
            f.write('left by the attacker')
    except OSError:
        pass
print('left')
