import random
random.seed('a string')
print(random.sample(range(100), 5), random.choice('abc'), random.gauss(0, 1), random.shuffle(l := [1, 2, 3, 4]), l)
r = random.Random(42)
print(r.random(), r.randint(1, 6), r.choices('xyz', [1, 2, 3], k=4), r.getrandbits(100))
state = random.getstate()
a = random.random()
# --- next step ---
random.setstate(state)
print(a == random.random())
