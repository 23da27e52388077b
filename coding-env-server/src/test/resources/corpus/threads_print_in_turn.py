import threading
turn = [threading.Event() for _ in range(4)]
def work(i):
    turn[i].wait()
    print('thread', i)
    turn[(i + 1) % 4].set()
threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
for t in threads: t.start()
turn[0].set()
for t in threads: t.join()
print(threading.active_count(), threading.current_thread().name)
