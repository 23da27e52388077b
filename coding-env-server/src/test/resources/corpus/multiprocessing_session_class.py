# needs: processes
import multiprocessing
class Job:
    def __init__(self, n): self.n = n
    def __repr__(self): return f'Job({self.n})'
def work(job, out):
    out.put(Job(job.n + 1))
# --- next step ---
q = multiprocessing.Queue()
p = multiprocessing.Process(target=work, args=(Job(1), q))
p.start()
print(q.get(timeout=10))
p.join()
print(p.exitcode)
