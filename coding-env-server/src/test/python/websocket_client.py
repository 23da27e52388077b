"""A real WebSocket client, Python's websockets, against a running coding environment: python websocket_client.py URL"""

import json
import sys
import threading

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

PROGRAMS = [
    ("print(6 * 7)", {"stdout": "42\n", "exit_code": 0}),
    ("import sys; sys.exit(3)", {"stdout": "", "exit_code": 3}),
    ("print('h\u00e9llo \U0001f40d')", {"stdout": "h\u00e9llo \U0001f40d\n", "exit_code": 0}),
    ("print('x' * 200_000)", {"stdout": "x" * 200_000 + "\n", "exit_code": 0}),
]


def ask(socket, kind, **data):
    socket.send(json.dumps({"type": kind, "data": data} if kind != "state" else {"type": kind}))
    return json.loads(socket.recv(timeout=60))


def episode(address, **options):
    with connect(address, proxy=None, max_size=None, **options) as socket:
        first = ask(socket, "reset", seed=7)["data"]
        assert first["done"] is False and first["observation"]["exit_code"] == 0, first
        for program, expected in PROGRAMS:
            observation = ask(socket, "step", code=program)["data"]["observation"]
            for name, value in expected.items():
                assert observation[name] == value, (program, name, observation[name][:100])
        assert ask(socket, "state")["data"]["step_count"] == len(PROGRAMS)
        refused = ask(socket, "step", code=5)
        assert refused["data"]["code"] == "VALIDATION_ERROR", refused
        socket.ping().wait(30)
        socket.send(["{\"type\": \"st", "ate\"}"])  # one message in two frames
        assert json.loads(socket.recv(timeout=60))["data"]["step_count"] == len(PROGRAMS)
        socket.send(json.dumps({"type": "close"}))
        try:
            raise AssertionError(socket.recv(timeout=60))
        except ConnectionClosed as closed:
            assert closed.rcvd.code == 1000, closed


def side_by_side(address, sessions):
    """Sessions at once, each with variables of its own."""
    wrong = []

    def run(number):
        with connect(address, proxy=None) as socket:
            ask(socket, "reset")
            ask(socket, "step", code=f"mine = {number}")
            said = ask(socket, "step", code="print(mine)")["data"]["observation"]["stdout"]
            if said != f"{number}\n":
                wrong.append((number, said))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(sessions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong


def main(url):
    address = url.replace("http", "ws", 1) + "/ws"
    episode(address)
    episode(address, compression=None)
    side_by_side(address, 8)
    print("websockets: 2 episodes, 8 sessions at once")


if __name__ == "__main__":
    main(sys.argv[1])
