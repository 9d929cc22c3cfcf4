package dev.driftline.ssh.hostile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A message that the client sent, read from its beginning.
final class Heard {

  private final byte[] payload;
  private final ByteBuffer rest;

  Heard(byte[] payload) {
    this.payload = payload;
    this.rest = ByteBuffer.wrap(payload, 1, payload.length - 1);
  }

  int type() {
    return payload[0] & 0xff;
  }

  byte[] payload() {
    return payload;
  }

  boolean flag() {
    return rest.get() != 0;
  }

  long number() {
    return rest.getInt() & 0xffffffffL;
  }

  byte[] string() {
    byte[] bytes = new byte[rest.getInt()];
    rest.get(bytes);
    return bytes;
  }

  String text() {
    return new String(string(), StandardCharsets.ISO_8859_1);
  }

  void skip(int bytes) {
    rest.position(rest.position() + bytes);
  }
}
