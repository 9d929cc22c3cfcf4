# Real processes with every shape that descriptors 0, 1 and 2 can have. Says "NAME PID" for each, then "ready".
# They end when stdin does: this process ends them.
import ctypes, fcntl, os, select, shutil, signal, socket, stat, sys, tempfile, time

work = tempfile.mkdtemp(prefix="driftline-shapes-")
children = []
accepted = []
server = socket.socket(); server.bind(("127.0.0.1", 0)); server.listen(64)
server6 = socket.socket(socket.AF_INET6); server6.bind(("::1", 0)); server6.listen(8)
unix_server = socket.socket(socket.AF_UNIX); unix_server.bind(work + "/db.sock"); unix_server.listen(8)
journal = "/run/systemd/journal.driftline-%d" % os.getpid(); os.makedirs(journal)
journal_server = socket.socket(socket.AF_UNIX); journal_server.bind(journal + "/stdout"); journal_server.listen(8)
parents = []
open_files = []
log = work + "/log"
open(log, "w").close()

def null(*numbers):
    for n in numbers:
        fd = os.open("/dev/null", os.O_RDONLY if n == 0 else os.O_WRONLY)
        if fd != n: os.dup2(fd, n); os.close(fd)

def put(fd, *numbers):
    fd = os.dup2(fd, 200)
    for n in numbers: os.dup2(fd, n)
    os.close(200)

def tcp(to=server):
    s = socket.socket(to.family); s.connect(to.getsockname()[:2]); return s

def shape(name, action, environment=None):
    ready_r, ready_w = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ready_r)
        null(0, 1, 2)
        ctypes.CDLL(None).prctl(1, 9)
        keep = action()
        if environment:
            os.write(ready_w, b"x")
            os.set_inheritable(ready_w, False)
            os.execve("/bin/sleep", ["sleep", "600"], environment())
        os.write(ready_w, b"x"); os.close(ready_w)
        time.sleep(600); os._exit(0)
    os.close(ready_w); os.read(ready_r, 1); os.close(ready_r)
    children.append(pid)
    print(name, pid, flush=True)

def closing(*n): return lambda: [os.close(i) for i in n]
def holding(make, *numbers):
    def action():
        s = make(); put(s.fileno(), *numbers); return s
    return action
def opening(flags, *numbers, path=log):
    return lambda: put(os.open(path, flags), *numbers)
def gone():
    put(os.open(work + "/old", os.O_WRONLY | os.O_CREAT | os.O_APPEND), 1, 2); os.unlink(work + "/old")
def udp():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.connect(server.getsockname()); return s
def unix():
    s = socket.socket(socket.AF_UNIX); s.connect(work + "/db.sock"); accepted.append(unix_server.accept()); return s
def listener():
    s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(1); return s
def ended():
    l = listener(); s = tcp(l); c, _ = l.accept()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    c.close()
    try: s.recv(1)
    except ConnectionResetError: pass
    return s
def pair_on(*numbers, kind=socket.SOCK_STREAM):
    pair = socket.socketpair(socket.AF_UNIX, kind)
    return lambda: (put(pair[0].fileno(), *numbers), pair)
# The ends that the parent keeps: a supervisor reads what the process says.
def kept_by_parent(*numbers):
    pairs = [socket.socketpair() for _ in numbers[:1]]
    parents.extend(pair[1] for pair in pairs)
    def action():
        for parent in parents: parent.close()
        for pair in pairs: put(pair[0].fileno(), *numbers); pair[0].close()
    return action
# Node's child_process.spawn: three streams.
def node():
    pairs = [socket.socketpair() for _ in range(3)]
    parents.extend(pair[1] for pair in pairs)
    def action():
        for parent in parents: parent.close()
        for number, pair in enumerate(pairs): put(pair[0].fileno(), number); pair[0].close()
    return action
# A stream whose other end is closed.
def left(*numbers):
    def action():
        a, b = socket.socketpair(); put(a.fileno(), *numbers); a.close(); b.close()
    return action
# A stream to a socket with the path of journald, with the other end open or closed.
def journald(stays):
    def action():
        a = socket.socket(socket.AF_UNIX); a.connect(journal + "/stdout"); b, _ = journal_server.accept()
        put(a.fileno(), 1, 2); a.close()
        if stays: return b
        b.close()
    return action
# A pipe of which only the end that writes is left.
def unread_pipe():
    r, w = os.pipe(); put(w, 1, 2); os.close(r); os.close(w)
# What redis does when its 2 is closed: the pipe that wakes it up gets the numbers 2 and 3.
def own_pipe(*closed):
    def action():
        for fd in closed: os.close(fd)
        ctypes.CDLL(None).pipe((ctypes.c_int * 2)())
    return action
# Files that Python opens while 1 and 2 are free. It sets close-on-exec on them.
def own_files():
    os.close(1); open_files.append(open(work + "/orders.csv", "wb"))
    os.close(2); open_files.append(open(work + "/ledger.journal", "ab"))
# libuv sets close-on-exec on all three.
def libuv():
    put(os.open(log, os.O_WRONLY | os.O_APPEND), 1, 2)
    for fd in (0, 1, 2): fcntl.fcntl(fd, fcntl.F_SETFD, fcntl.FD_CLOEXEC)
# The idiom of old daemons: all closed, one opened, and copied.
def copied():
    for fd in (0, 1, 2): os.close(fd)
    os.open(log, os.O_RDWR | os.O_APPEND); os.dup2(0, 1); os.dup2(0, 2)
def gone_null(*numbers):
    os.mknod(work + "/null", 0o666 | stat.S_IFCHR, os.makedev(1, 3))
    put(os.open(work + "/null", os.O_RDWR), *numbers); os.unlink(work + "/null")
def gone_terminal():
    a, b = os.openpty(); put(b, 0, 1, 2); os.close(a); os.close(b)
def fifo(flags, *numbers):
    def action():
        os.mkfifo(work + "/fifo"); keep = os.open(work + "/fifo", os.O_RDWR)
        put(os.open(work + "/fifo", flags), *numbers)
        os.unlink(work + "/fifo"); return keep
    return action
def block():
    put(os.open(next(d for d in ("/dev/loop0", "/dev/vda", "/dev/sda", "/dev/nvme0n1") if os.path.exists(d)), os.O_RDONLY), 2)
def from_libc(make):
    def action(): fd = make(ctypes.CDLL(None, use_errno=True)); put(fd, 2); os.close(fd)
    return action
def queue():
    libc = ctypes.CDLL(None); fd = libc.syscall(240, b"driftline-shapes", os.O_RDWR | os.O_CREAT, 0o600, None)
    libc.syscall(241, b"driftline-shapes"); put(fd, 2); os.close(fd)
def terminal():
    a, b = os.openpty(); put(b, 0, 1, 2); return a, b
def hostile():
    name = work + "/log\nlr-x------ 1 0 0 64 Nov 22 09:04 1/fd/2 -> socket:[1]\t -> socket:[2]"
    os.makedirs(os.path.dirname(name), exist_ok=True)
    put(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    ctypes.CDLL(None).prctl(15, b"a) S 1 1\n9 (x", 0, 0, 0)
def epoll(): e = select.epoll(); put(e.fileno(), 2); return e
def only_tcp():
    s = tcp(); put(s.fileno(), 0); os.close(1); os.close(2); return s

shape("closed2", closing(2))
shape("closed012", closing(0, 1, 2))
shape("closed1", closing(1))
shape("tcp2", holding(tcp, 2))
shape("tcp2v6", holding(lambda: tcp(server6), 2))
shape("tcp0", only_tcp)
shape("udp2", holding(udp, 2))
shape("unix2", holding(unix, 2))
shape("unix12", holding(unix, 1, 2))
shape("dgram2", pair_on(2, kind=socket.SOCK_DGRAM))
shape("pair2", pair_on(2))
shape("supervisor", kept_by_parent(1, 2))
shape("inetd", holding(tcp, 0, 1))
shape("inetd012", holding(tcp, 0, 1, 2))
shape("listen0", holding(listener, 0))
shape("listen2", holding(listener, 2))
shape("ended2", holding(ended, 2))
shape("epoll2", epoll)
shape("memfd2", lambda: put(os.memfd_create("m"), 2))
shape("append", opening(os.O_WRONLY | os.O_APPEND, 1, 2))
shape("write", opening(os.O_WRONLY, 1, 2))
shape("read2", opening(os.O_RDONLY, 2))
shape("readwrite2", opening(os.O_RDWR, 2))
shape("deleted", gone)
shape("pipe", lambda: (lambda p: (put(p[1], 1, 2), p))(os.pipe()))
shape("tty", terminal)
shape("zero2", opening(os.O_RDWR, 2, path="/dev/zero"))
shape("hostile2", hostile)
stream = socket.socketpair()
inode = os.fstat(stream[0].fileno())
shape("journal", lambda: put(stream[0].fileno(), 1, 2),
      lambda: {"JOURNAL_STREAM": "%d:%d" % (inode.st_dev, inode.st_ino)})
shape("node", node())
shape("left2", left(2))
shape("left12", left(1, 2))
shape("journald", journald(True))
shape("journald-left", journald(False))
shape("unread-pipe", unread_pipe)
shape("own-pipe2", own_pipe(2))
shape("own-pipe01", own_pipe(0, 1))
shape("own-files", own_files)
shape("libuv", libuv)
shape("copied", copied)
shape("gone-null", lambda: gone_null(0, 1, 2))
shape("gone-terminal", gone_terminal)
shape("fifo", fifo(os.O_RDWR, 0))
shape("fifo-unreadable", fifo(os.O_WRONLY, 0))
shape("log-rw", opening(os.O_RDWR | os.O_APPEND, 1, 2))
shape("block", block)
shape("master", opening(os.O_RDWR | os.O_NOCTTY, 2, path="/dev/ptmx"))
shape("eventfd", from_libc(lambda libc: libc.eventfd(0, 0)))
shape("timerfd", from_libc(lambda libc: libc.timerfd_create(1, 0)))
shape("pidfd", from_libc(lambda libc: libc.syscall(434, os.getpid(), 0)))
shape("path-only", opening(os.O_PATH, 2))
shape("folder", opening(os.O_RDONLY | os.O_DIRECTORY, 0, path=work))
shape("shared-memory", opening(os.O_RDWR | os.O_CREAT, 2, path="/dev/shm/driftline-shapes-%d" % os.getpid()))
os.unlink("/dev/shm/driftline-shapes-%d" % os.getpid())
shape("queue", queue)
zombie = os.fork()
if zombie == 0: os._exit(0)
print("zombie", zombie, flush=True)
print("ready", flush=True)
sys.stdin.read()
for child in children: os.kill(child, signal.SIGKILL)
shutil.rmtree(work)
shutil.rmtree(journal)
