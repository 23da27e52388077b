import threading, queue
q, done, lock = queue.Queue(), [], threading.Lock()
def work():
    while (item := q.get()) is not None:
        with lock:
            done.append(item * 2)
        q.task_done()
workers = [threading.Thread(target=work, daemon=True) for _ in range(3)]
for w in workers: w.start()
for i in range(20): q.put(i)
q.join()
for w in workers: q.put(None)
for w in workers: w.join()
print(sorted(done) == [i * 2 for i in range(20)], threading.local().__dict__)
