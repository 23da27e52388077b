import sqlite3
db = sqlite3.connect(':memory:')
db.execute('create table t (id integer primary key, name text, score real)')
db.executemany('insert into t (name, score) values (?, ?)', [('a', 1.5), ('b', 2.5), ('c', None)])
print(db.execute('select count(*), sum(score) from t').fetchone())
db.create_function('twice', 1, lambda x: x * 2)
db.row_factory = sqlite3.Row
print([dict(r) for r in db.execute("select name, twice(score) as d from t where score is not null order by name desc")])
db.execute('select nothing from nowhere')
