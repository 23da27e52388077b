# expect: any
# cause: any
# stdout-contains: bounded
held = []
try:
    while len(held) < 100_000:
        held.append(os.open('/dev/null', os.O_RDONLY))
    print('BREACH', len(held))
except OSError as e:
    print('bounded', e.strerror)
# --- next step ---
print('bounded by name only')
