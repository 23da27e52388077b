# needs: processes
import multiprocessing as mp
def add(value, lock, conn):
    for _ in range(100):
        with lock:
            value.value += 1
    conn.send('done')
value, lock = mp.Value('i', 0), mp.Lock()
ends = [mp.Pipe() for _ in range(2)]
kids = [mp.Process(target=add, args=(value, lock, b)) for a, b in ends]
for k in kids: k.start()
print([a.recv() for a, b in ends])
for k in kids: k.join()
print(value.value)
