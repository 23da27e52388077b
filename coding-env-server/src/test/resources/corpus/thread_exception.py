import threading
def work():
    raise ValueError('in thread')
t = threading.Thread(target=work, name='worker-7')
t.start()
t.join()
print('main goes on')
