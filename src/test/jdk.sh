# Part of bin/test and its neighbours: finds a JDK 25 where a machine may keep one, and exports it as JAVA_HOME. The
# script that reads this has a function `die`.

is_recent_jdk() {
  [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="2[5-9]' "$1/release" 2>/dev/null
}

find_jdk() {
  for jdk in "${JAVA_HOME:-/none}" /usr/lib/jvm/* /usr/java/* /opt/*jdk* "${HOME:-/root}"/.sdkman/candidates/java/*; do
    if is_recent_jdk "$jdk"; then
      export JAVA_HOME="$jdk"
      return
    fi
  done
  die "needs a JDK 25 and found none: install one (Debian: openjdk-25-jdk-headless or temurin-25-jdk) or set JAVA_HOME"
}

find_maven() {
  command -v mvn >/dev/null || die "needs Maven: install it (Debian: maven)"
  export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
}

# Becomes the program that compiles what has changed and runs the named tests, or, with --run, a class of the test
# sources.
become_loop() {
  exec "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    src/test/java/dev/driftline/loop/Loop.java "$@"
}
