import sqlite3, os
with sqlite3.connect('data.db') as db:
    db.execute('create table kv (k text unique, v blob)')
    db.execute('insert into kv values (?, ?)', ('x', b'\0\1'))
# --- next step ---
try:
    with db:
        db.execute('insert into kv values (?, ?)', ('x', b''))
except sqlite3.IntegrityError as e:
    print(e)
print(sqlite3.connect('data.db').execute('select * from kv').fetchall(), os.path.exists('data.db'))
