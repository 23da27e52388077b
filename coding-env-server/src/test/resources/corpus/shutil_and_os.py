import os, shutil
os.makedirs('d/e')
for n in 'ab':
    with open(f'd/e/{n}', 'w') as f:
        f.write(n * 10)
shutil.copytree('d', 'copy')
print([(b, sorted(ds), sorted(fs)) for b, ds, fs in os.walk('copy')])
os.symlink('e/a', 'd/link')
print(os.readlink('d/link'), open('d/link').read(), os.path.islink('d/link'))
os.chmod('d/e/a', 0o600)
print(oct(os.stat('d/e/a').st_mode & 0o777))
shutil.make_archive('arch', 'zip', 'copy')
shutil.rmtree('d')
print(os.path.exists('d'), os.path.getsize('arch.zip') > 0)
