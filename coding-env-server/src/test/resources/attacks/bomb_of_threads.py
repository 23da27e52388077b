# expect: any
# cause: any
# stdout-contains: bounded
# timeout: 60
import threading
threads = []
try:
    while len(threads) < 5000:
        t = threading.Thread(target=time.sleep, args=(60,), daemon=True)
        t.start()
        threads.append(t)
    print('BREACH', len(threads))
except (RuntimeError, MemoryError):
    print('bounded')
