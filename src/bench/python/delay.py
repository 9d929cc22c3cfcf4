"""Part `delay`: round trips a host, from how much longer a run takes when every packet is delayed longer."""

import socket
import statistics
import sys
import threading
import time
from collections import deque

import clients
import table

ROUND_TRIPS_MS = (100, 400)
ROUNDS = 3
PORT = 2022
HOST = "127.66.0.1"
CLIENTS = (clients.Driftline, clients.SshCurve, clients.Paramiko)


class DelayProxy:
    """Passes bytes on, each half a round trip later than it came; a connection costs one round trip more, which the
    kernel grants at once, so 1 is added to what is measured."""

    def __init__(self, port, target):
        self.target = target
        self.half = 0.0
        self.listener = socket.create_server((HOST, port))
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection((HOST, self.target))
            for side in (peer, server):
                side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            _Direction(peer, server, self.half)
            _Direction(server, peer, self.half)

    def close(self):
        self.listener.close()


class _Direction:
    def __init__(self, source, sink, seconds):
        self.source, self.sink, self.seconds = source, sink, seconds
        self.waiting = deque()
        self.arrived = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._write, daemon=True).start()

    def _read(self):
        data = b"?"
        while data:
            try:
                data = self.source.recv(65536)
            except OSError:
                data = b""
            with self.arrived:
                self.waiting.append((time.monotonic() + self.seconds, data))
                self.arrived.notify()

    def _write(self):
        while True:
            with self.arrived:
                while not self.waiting:
                    self.arrived.wait()
                due, data = self.waiting.popleft()
            time.sleep(max(0.0, due - time.monotonic()))
            try:
                if not data:
                    self.sink.shutdown(socket.SHUT_WR)
                    return
                self.sink.sendall(data)
            except OSError:
                return


def measure(world):
    key = world.sshd.host_keys["ed25519"]
    world.known_hosts.write_text(f"[{HOST}]:{PORT} {key}\n")
    proxy = DelayProxy(PORT, world.port)
    direct, world.port = world.port, PORT
    try:
        return [_line(world, kind(world), proxy) for kind in CLIENTS if not kind(world).missing()]
    finally:
        world.port = direct
        proxy.close()


def _line(world, client, proxy):
    seconds = []
    for round_trip in ROUND_TRIPS_MS:
        proxy.half = round_trip / 2000
        walls = []
        for _ in range(ROUNDS):
            cost, _, right, said = world.run(client, [HOST])
            if right != {HOST}:
                return [client.name, f"void: {said[-80:]}", "", ""]
            walls.append(cost.wall)
        seconds.append(statistics.median(walls))
    trips = (seconds[1] - seconds[0]) / ((ROUND_TRIPS_MS[1] - ROUND_TRIPS_MS[0]) / 1000)
    print(f"delay: {client.name}: {trips:.1f} + 1", file=sys.stderr, flush=True)
    return [client.name, f"{trips + 1:.1f}", *(f"{value:.2f} s" for value in seconds)]


def markdown(lines):
    return (
        "Round trips from the start to the end of a run on one host, TCP's own included: the slope between two delays.\n\n"
        + table.markdown(["client", "round trips", *(f"wall at {ms} ms" for ms in ROUND_TRIPS_MS)], lines)
    )
