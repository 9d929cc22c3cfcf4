"""What one would write by hand: the script on every host, one thread a host, host keys checked."""

import base64
import sys
from concurrent.futures import ThreadPoolExecutor

import paramiko

hosts, script, known_hosts, key, port, out = sys.argv[1:]
script = open(script).read()
key = paramiko.Ed25519Key.from_private_key_file(key)
known = dict(line.split(" ssh-ed25519 ") for line in open(known_hosts))


def name(host):
    return host if port == "22" else f"[{host}]:{port}"


def ask(host):
    client = paramiko.SSHClient()
    client.get_host_keys().add(name(host), "ssh-ed25519", paramiko.Ed25519Key(data=base64.b64decode(known[name(host)])))
    client.connect(host, int(port), "root", pkey=key, allow_agent=False, look_for_keys=False, timeout=10)
    answer = client.exec_command(script)[1].read()
    client.close()
    open(f"{out}/{host}", "wb").write(answer)


with ThreadPoolExecutor(32) as pool:
    for host in open(hosts).read().split():
        pool.submit(ask, host)
