package dev.driftline.system;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `strace -ff` wrote of the system calls that could change something on a host.
///
/// @param calls one line a call, with the process in front
record Trace(List<String> calls) {

  private static final String OPENING = "open,openat,openat2,creat";
  private static final String CHANGING =
      "mkdir,mkdirat,rmdir,unlink,unlinkat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mknod,mknodat,"
          + "chmod,fchmod,fchmodat,chown,fchown,lchown,fchownat,truncate,ftruncate,fallocate,utime,utimes,utimensat,"
          + "futimesat,setxattr,lsetxattr,fsetxattr,removexattr,lremovexattr,fremovexattr,mount,umount2,bind,ptrace,"
          + "setpriority,sched_setaffinity,prlimit64,sethostname,settimeofday,clock_settime,init_module,"
          + "process_vm_writev,shmget,msgget,semget,mq_open";
  private static final String SIGNALLING =
      "kill,tkill,tgkill,rt_sigqueueinfo,rt_tgsigqueueinfo,pidfd_send_signal";

  /// Those to be traced. `execve` shows that the trace is whole.
  static final String SYSTEM_CALLS =
      String.join(",", OPENING, CHANGING, SIGNALLING, "connect", "execve");

  private static final Pattern CALL = Pattern.compile("(\\d+) +(\\w+)\\((.*)\\) += (.*)");
  private static final Pattern WRITES = Pattern.compile("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND");

  /// Devices, and what a process says of itself, such as the names of its threads.
  private static final Pattern HARMLESS = Pattern.compile("\"(/dev/(null|tty)|/proc/self/.*)\"");

  /// The pipe of our own watcher, in a process of the session: an open pipe is written to, and no file is made.
  private static final Pattern PIPE =
      Pattern.compile("\"/proc/(\\d+)/fd/9\", O_WRONLY\\|O_CREAT\\|O_APPEND");

  /// A port that others could not have any more.
  private static final Pattern PORT = Pattern.compile("port=htons\\([1-9]");

  /// A socket of its own that talks to the kernel or to this host: `rndc` asks the name server, `sshd -t` asks the
  /// routing table.
  private static final Pattern AT_HOME =
      Pattern.compile(
          "AF_(NETLINK|UNSPEC)|inet_addr\\(\"(127\\.[0-9.]+|0\\.0\\.0\\.0)\"|AF_INET6, \"::1?\"");

  private static final Pattern TARGET = Pattern.compile("(-?\\d+), (\\w+).*");

  static Trace of(String text) {
    return new Trace(text.lines().toList());
  }

  /// The calls that did change something, or told another process something.
  List<String> changes() {
    Set<String> own = new HashSet<>();
    calls.forEach(line -> own.add(line.substring(0, line.indexOf(' '))));
    return calls.stream().filter(line -> changes(line, own)).toList();
  }

  private static boolean changes(String line, Set<String> own) {
    Matcher call = CALL.matcher(line);
    if (!call.matches()) {
      return !line.endsWith("<unfinished ...>");
    }
    String name = call.group(2);
    String arguments = call.group(3);
    if (call.group(4).startsWith("-1") || name.equals("execve")) {
      return false;
    }
    if (List.of(OPENING.split(",", -1)).contains(name)) {
      Matcher pipe = PIPE.matcher(arguments);
      return WRITES.matcher(arguments).find()
          && !HARMLESS.matcher(arguments).find()
          && !(pipe.find() && own.contains(pipe.group(1)));
    }
    if (List.of(SIGNALLING.split(",", -1)).contains(name)) {
      return signalsAnother(arguments, own);
    }
    if (name.equals("connect") || name.equals("bind")) {
      boolean takesPort = name.equals("bind") && PORT.matcher(arguments).find();
      return takesPort || !AT_HOME.matcher(arguments).find();
    }
    if (name.equals("prlimit64")) {
      return !arguments.startsWith("0, ");
    }
    return true;
  }

  private static boolean signalsAnother(String arguments, Set<String> own) {
    Matcher target = TARGET.matcher(arguments);
    if (!target.matches() || target.group(2).equals("0")) {
      return !target.matches();
    }
    String number = target.group(1).replace("-", "");
    return !number.equals("0") && !own.contains(number);
  }
}
