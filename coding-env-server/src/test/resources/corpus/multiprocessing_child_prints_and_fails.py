# needs: processes
import multiprocessing
def work():
    print('from the child', flush=True)
    raise ValueError('child failed')
p = multiprocessing.Process(target=work, name='kid')
p.start()
p.join()
print('exit code', p.exitcode)
