"""A client of the coding environment in a page: one WebSocket, one session, one Python process on the server.

Needs the package websockets. Trainers with OpenEnv installed use its CodingEnv or GenericEnvClient instead; see docs/training.md.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from websockets.sync.client import connect


class ServerError(RuntimeError):
    """The server refused a request; `code` is one of the protocol's, such as CAPACITY_REACHED."""

    def __init__(self, error):
        super().__init__(f"{error.get('message')} (code: {error.get('code')})")
        self.code = error.get("code")


class CodingClient:
    """A session. Not for several threads at once."""

    def __init__(self, url, token=None):
        headers = {"Authorization": f"Bearer {token}"} if token else None
        address = url.replace("http", "ws", 1).rstrip("/") + "/ws"
        self._socket = connect(address, additional_headers=headers, proxy=None, max_size=None)

    def _ask(self, message):
        self._socket.send(json.dumps(message))
        answer = json.loads(self._socket.recv())
        if answer["type"] == "error":
            raise ServerError(answer["data"])
        return answer["data"]

    def reset(self, **options):
        """Starts an episode: `seed`, `episode_id`. The variables of the last one are gone."""
        return self._ask({"type": "reset", "data": options})

    def step(self, code):
        """Runs a program and returns `observation` (stdout, stderr, exit_code), `reward`, `done` and perhaps `metadata`."""
        return self._ask({"type": "step", "data": {"code": code}})

    def state(self):
        return self._ask({"type": "state"})

    def close(self):
        self._socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()


class CodingPool:
    """Sessions that run many programs side by side, each program in an episode of its own."""

    def __init__(self, url, size, token=None):
        self._clients = [CodingClient(url, token) for _ in range(size)]
        self._free = SimpleQueue()
        for client in self._clients:
            self._free.put(client)
        self._threads = ThreadPoolExecutor(size)

    def run(self, programs):
        """Runs programs and returns their results in the same order."""
        return list(self._threads.map(self._run_one, programs))

    def _run_one(self, program):
        client = self._free.get()
        try:
            client.reset()
            return client.step(program)
        finally:
            self._free.put(client)

    def close(self):
        self._threads.shutdown()
        for client in self._clients:
            client.close()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()
