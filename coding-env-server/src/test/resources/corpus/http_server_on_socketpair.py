import io
from http.client import HTTPResponse
from http.server import BaseHTTPRequestHandler
class Sock:
    def __init__(self, data): self.data = data
    def makefile(self, *a): return io.BytesIO(self.data)
r = HTTPResponse(Sock(b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'))
r.begin()
print(r.status, r.read(), BaseHTTPRequestHandler.responses[404])
