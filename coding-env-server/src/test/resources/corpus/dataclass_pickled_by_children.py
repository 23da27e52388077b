# needs: processes
from dataclasses import dataclass, field, asdict, replace
import multiprocessing as mp, pickle, concurrent.futures as cf
@dataclass(frozen=True, order=True)
class P:
    x: int
    tags: list = field(default_factory=list, compare=False)
def move(p): return replace(p, x=p.x + 1)
if __name__ == "__main__":
    with cf.ProcessPoolExecutor(2, mp_context=mp.get_context("spawn")) as pool:
        print(list(pool.map(move, [P(1), P(2, ["a"])])))
    print(pickle.loads(pickle.dumps(P(3))), asdict(P(4)), pickle.dumps(P(5))[:30])
    P(1).x = 2
