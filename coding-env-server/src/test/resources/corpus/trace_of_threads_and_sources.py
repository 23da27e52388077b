# needs: processes
import asyncio, gc, inspect, os, sys, threading

seen = set()


def watch(frame, event, argument):
    if frame.f_code.co_filename.startswith("<openenv"):
        seen.add((event, frame.f_code.co_name))
    return watch


class Shown:
    def method(self):
        return 1


class Broken:
    def __del__(self):
        1 / 0


async def serve():
    try:
        await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
    except OSError:
        pass


def everything():
    thread = threading.Thread(target=len, args=("x",))
    thread.start()
    thread.join()
    inspect.getsource(Shown), inspect.getsource(serve)
    sys.setrecursionlimit(sys.getrecursionlimit())
    os.closerange(300, 302)
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    asyncio.run(serve())
    import multiprocessing.spawn
    multiprocessing.spawn.get_preparation_data("x")


if sys.version_info >= (3, 11):
    sys.settrace(watch)
    threading.settrace(watch)
    everything()
    sys.settrace(None)
    threading.settrace(None)
print(seen)
