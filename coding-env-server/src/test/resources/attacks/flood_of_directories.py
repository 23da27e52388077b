# A tree too deep for any path, which somebody has to clear away.
# expect: any
# cause: any
# timeout: 10
for i in range(3000):
    try:
        os.mkdir('d' * 100)
        os.chdir('d' * 100)
    except OSError:
        break
print('deep')
