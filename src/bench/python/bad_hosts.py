"""Hosts that misbehave, one address each, until the standard input ends. Runs in a network namespace of its own."""

import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path

PORT = 22
BANNER = b"SSH-2.0-OpenSSH_9.2\r\n"


def listen(address, treat):
    listener = socket.socket()
    listener.bind((address, PORT))
    listener.listen(64)
    threading.Thread(target=serve, args=(listener, treat), daemon=True).start()


def serve(listener, treat):
    peers = []
    while True:
        peer, _ = listener.accept()
        treat(peer)
        peers.append(peer)


def reset(peer):
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.close()


def sshd(folder, name, address, host_key, *options):
    config = folder / f"sshd_config.{name}"
    config.write_text(
        f"ListenAddress {address}\nPort {PORT}\nHostKey {host_key}\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nPidFile none\nLogLevel ERROR\n" + "".join(f"{option}\n" for option in options)
    )
    return subprocess.Popen(["/usr/sbin/sshd", "-D", "-e", "-f", config], stderr=subprocess.DEVNULL)


def main():
    folder = Path(sys.argv[1])
    silent, resetting, closing, stuck, wrong_key, refused_key, hanging = sys.argv[2:]
    listen(silent, lambda peer: None)
    listen(resetting, reset)
    listen(closing, lambda peer: peer.close())
    # A version, and no word of the key exchange.
    listen(stuck, lambda peer: peer.sendall(BANNER))
    other = folder / "other_host_key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", other], check=True)
    right = folder / "host_ed25519"
    accepted = f"AuthorizedKeysFile {folder}/authorized_keys"
    servers = [
        sshd(folder, "wrong_key", wrong_key, other, accepted),
        sshd(folder, "refused_key", refused_key, right, "AuthorizedKeysFile none"),
        sshd(folder, "hanging", hanging, right, accepted, "ForceCommand exec sleep 86400"),
    ]
    print("ready", flush=True)
    sys.stdin.read()
    for server in servers:
        server.terminate()
        server.wait()


main()
