import base64, binascii, hashlib, hmac
print(hashlib.sha256(b'x').hexdigest(), hashlib.md5(b'').hexdigest(), hashlib.blake2b(b'x', digest_size=8).hexdigest())
print(hmac.new(b'k', b'm', 'sha1').hexdigest(), base64.b64encode(b'\0\xff' * 5), base64.b85encode(b'hello'), binascii.hexlify(b'ab'))
print(hashlib.pbkdf2_hmac('sha256', b'p', b's', 10).hex(), hashlib.scrypt(b'p', salt=b's', n=2, r=1, p=1, dklen=8).hex())
base64.b64decode('a')
