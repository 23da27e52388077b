"""No network, not even the machine's own; sockets within an episode."""

import socket
import threading

import harness


class NetworkTest(harness.SandboxCase):

    def test_internet_and_kernel_sockets_are_refused_with_an_ordinary_error(self):
        self.refused("""
socket.socket()
socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
socket.socket(socket.AF_INET6)
socket.socket(socket.AF_INET, socket.SOCK_RAW)
socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)
socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)
socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET)
socket.create_connection(('127.0.0.1', 80), 1)
socket.create_connection(('1.1.1.1', 53), 1)
socket.getaddrinfo('example.org', 80)
""", "OSError")

    def test_the_servers_unix_sockets_cannot_be_reached(self):
        place = self.zygote.run_dir + "/socket"
        abstract = "\0openenv-test-" + self.zygote.base
        with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as hidden:
            server.bind(place)
            server.listen()
            hidden.bind(abstract)
            hidden.listen()
            self.refused(f"""
socket.socket(socket.AF_UNIX).connect({place!r})
socket.socket(socket.AF_UNIX).connect({abstract!r})
socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].connect({place!r})
socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].sendto(b'x', {place!r})
""", "OSError")

    def test_episodes_cannot_talk_to_each_other(self):
        self.needs("own-root")
        self.zygote.start("""
import socket, time
server = socket.socket(socket.AF_UNIX); server.bind('\\0meet'); server.listen()
print('up', flush=True); time.sleep(60)
""", slot=1, ready="up")
        self.refused(r"socket.socket(socket.AF_UNIX).connect('\0meet')", "OSError")
        self.zygote.ask("kill", 1, 9)
        self.zygote.finish(1)

    def test_names_of_sockets_are_not_shown_to_others(self):
        self.needs("own-proc")
        self.zygote.start("import socket, time\nfor name in ('\\0abstract', 'file'):\n    s = socket.socket(socket.AF_UNIX); s.bind(name)"
                          "; globals()[name[1:]] = s\nprint('up', flush=True); time.sleep(60)", slot=1, ready="up")
        out = self.passes("import socket\nprint(open('/proc/net/unix').read().count('\\n'))\nsocket.socket(socket.AF_UNIX).bind('\\0abstract')")
        self.assertEqual(out, "1\n")
        self.zygote.ask("kill", 1, 9)
        self.zygote.finish(1)

    def test_pairs_of_sockets_work(self):
        out = self.passes("""
import asyncio, socket
left, right = socket.socketpair()
left.sendall(b'hello'); print(right.recv(5).decode())
async def nothing():
    await asyncio.sleep(0)
    return await asyncio.to_thread(lambda: 'asyncio')
print(asyncio.run(nothing()))
""")
        self.assertEqual(out, "hello\nasyncio\n")

    def test_unix_sockets_work_within_an_episode(self):
        self.needs("own-pid-namespace")
        out = self.passes("""
import os, socket, threading
from multiprocessing.connection import Client, Listener
with Listener('s', 'AF_UNIX') as listener:
    threading.Thread(target=lambda: Client('s').send({'a': 1})).start()
    print(listener.accept().recv())
server = socket.socket(socket.AF_UNIX); server.bind('\\0mine'); server.listen()
client = socket.socket(socket.AF_UNIX); client.connect('\\0mine')
socket.send_fds(client, [b'x'], [os.open('s2', os.O_CREAT | os.O_RDWR)])
print(len(socket.recv_fds(server.accept()[0], 1, 1)[1]))
""")
        self.assertEqual(out, "{'a': 1}\n1\n")

    def test_the_network_can_be_opened_on_purpose(self):
        with socket.socket() as server, harness.Zygote(network=True) as zygote:
            server.bind(("127.0.0.1", 0))
            server.listen()
            answering = threading.Thread(target=lambda: server.accept()[0].close())
            answering.start()
            port = server.getsockname()[1]
            outcome = zygote.run(f"import socket; print(socket.create_connection(('localhost', {port}), 5).recv(1))")
            answering.join(5)
            self.assertEqual(outcome.out, "b''\n", outcome)
            self.assertFalse(zygote.has("no-network"))
            self.assertEqual(zygote.rung, self.zygote.rung)
            refused = zygote.run("import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)")
            self.assertIn("PermissionError", refused.out)
            named = zygote.run("import socket; print(socket.gethostbyname(socket.gethostname()))")
            self.assertEqual(named.status, 0, named)


if __name__ == "__main__":
    harness.main()
