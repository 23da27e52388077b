"""Waits for the server on a port, then resets and steps once: what the image's build records is what a start needs."""

import http.client
import json
import sys
import time


def request(port, method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body and json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def main(port):
    deadline = time.monotonic() + 60
    while True:
        try:
            if request(port, "GET", "/health") == 200:
                break
        except OSError:
            pass
        if time.monotonic() > deadline:
            sys.exit("the server did not become healthy within 60 s")
        time.sleep(0.05)
    for path, body in (("/reset", {}), ("/step", {"action": {"code": "print(1)"}})):
        status = request(port, "POST", path, body)
        if status != 200:
            sys.exit(f"POST {path} was answered with {status}")


main(int(sys.argv[1]))
