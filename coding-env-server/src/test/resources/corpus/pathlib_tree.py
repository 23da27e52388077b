from pathlib import Path, PurePosixPath
root = Path('tree')
(root / 'a' / 'b').mkdir(parents=True)
(root / 'a' / 'x.txt').write_text('x')
(root / 'a' / 'b' / 'y.txt').write_text('yy')
print(sorted(str(p) for p in root.rglob('*.txt')), (root / 'a/x.txt').stat().st_size)
print(PurePosixPath('/a/../b/c.tar.gz').suffixes, Path('x/y').with_suffix('.z').parts, Path('a').joinpath('b').relative_to('a'))
(root / 'a' / 'x.txt').rename(root / 'z.txt').unlink()
root.rmdir()
