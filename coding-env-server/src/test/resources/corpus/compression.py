import bz2, gzip, io, lzma, tarfile, zipfile, zlib
data = b'hello ' * 1000
for module in (zlib, gzip, bz2, lzma):
    packed = module.compress(data)
    print(module.__name__, len(packed) < 100, module.decompress(packed) == data)
buf = io.BytesIO()
with zipfile.ZipFile(buf, 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('a/b.txt', data)
print(zipfile.ZipFile(buf).namelist(), zipfile.ZipFile(buf).testzip(), zlib.crc32(data))
buf = io.BytesIO()
with tarfile.open(fileobj=buf, mode='w:gz') as t:
    info = tarfile.TarInfo('x')
    info.size = 3
    t.addfile(info, io.BytesIO(b'abc'))
print(tarfile.open(fileobj=io.BytesIO(buf.getvalue())).extractfile('x').read())
gzip.decompress(b'not gzip')
