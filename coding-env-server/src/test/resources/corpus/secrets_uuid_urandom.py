import os, random, secrets, uuid
print(len(os.urandom(8)), len(secrets.token_hex(8)), uuid.uuid5(uuid.NAMESPACE_DNS, 'example.org'), uuid.uuid4().version)
print(len({random.random() for _ in range(10)}), uuid.uuid4() != uuid.uuid4())
