# Java programs (the JDK that runs driftline), from a source file.
_configure() {
  cat >Zoo.java <<'EOF'
public class Zoo {
  public static void main(String[] arguments) throws Exception {
    try (var socket = new java.net.ServerSocket(0)) {
      socket.accept();
    }
  }
}
EOF
}

service() {
  _configure
  exec closing "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -Xshare:auto Zoo.java
}

# A Java program starts another one, whose three streams are pipes to it.
child() {
  cat >Zoo.java <<'EOF'
public class Zoo {
  public static void main(String[] arguments) throws Exception {
    new ProcessBuilder("closing", "sleep", "1000").start().waitFor();
  }
}
EOF
  exec "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -Xshare:auto Zoo.java
}
