# Names that whoever tidies up might want for itself.
# expect: alive
# cause: exited
names = [f'.lifted-{pid}-{number}' for pid in range(max(1, os.getppid() - 30), os.getppid() + 30) for number in (1, 2)] + ['0', '1', '2']
for folder in ('.', '..', '/tmp'):
    for name in names:
        try:
            os.makedirs(f'{folder}/{name}/{name}', exist_ok=True)
            with open(f'{folder}/{name}/{name}/kept', 'w') as file:
                file.write('x' * 1000)
            os.chmod(f'{folder}/{name}/{name}', 0)
        except OSError as e:
            print('refused', e.strerror)
            break
