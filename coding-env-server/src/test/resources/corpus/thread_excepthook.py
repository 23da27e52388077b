import threading
threading.excepthook = lambda a: print(a.thread.name, a.exc_type.__name__, a.exc_value)
t = threading.Thread(target=lambda: 1/0, name='t1')
t.start()
t.join()
