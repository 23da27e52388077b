def f():
