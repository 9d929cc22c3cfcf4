package dev.driftline.ssh.line;

/// How far a connection has come.
public enum Phase {
  START("before the connection"),
  BASTION("waiting for the bastion"),
  DOOR("waiting for other logins at this server"),
  NAME("name resolution"),
  TCP("TCP connect"),
  VERSION("version exchange"),
  KEY_EXCHANGE("key exchange"),
  HOST_KEY("host key"),
  LOGIN("login"),
  EXEC("exec"),
  BECOME("privilege escalation"),
  SCRIPT("script");

  private final String words;

  Phase(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
