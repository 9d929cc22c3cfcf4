package dev.driftline.ssh.hostile;

import java.util.List;

/// What the server says it can do, RFC 4253 §7.1. Each part is sent as it stands here, however odd.
record Proposal(String keyExchange, String hostKey, String cipher, String mac, String compression) {

  static final String STRICT = ",kex-strict-s-v00@openssh.com";

  static final Proposal GCM =
      new Proposal(
          "curve25519-sha256" + STRICT,
          "ssh-ed25519",
          "aes128-gcm@openssh.com",
          "hmac-sha2-256-etm@openssh.com",
          "none");

  static final Proposal COUNTER =
      new Proposal(GCM.keyExchange, GCM.hostKey, "aes128-ctr", GCM.mac, GCM.compression);

  Proposal withKeyExchange(String names) {
    return new Proposal(names, hostKey, cipher, mac, compression);
  }

  Proposal withHostKey(String names) {
    return new Proposal(keyExchange, names, cipher, mac, compression);
  }

  Proposal withCipher(String names) {
    return new Proposal(keyExchange, hostKey, names, mac, compression);
  }

  Proposal withMac(String names) {
    return new Proposal(keyExchange, hostKey, cipher, names, compression);
  }

  Proposal withCompression(String names) {
    return new Proposal(keyExchange, hostKey, cipher, mac, names);
  }

  boolean strict() {
    return keyExchange.contains(STRICT);
  }

  boolean gcm() {
    return cipher.contains("gcm");
  }

  Message message() {
    Message message = Message.of(Message.KEXINIT).raw(new byte[16]);
    for (String names :
        List.of(keyExchange, hostKey, cipher, cipher, mac, mac, compression, compression, "", "")) {
      message.string(names);
    }
    return message.flag(false).number(0);
  }
}
