package dev.driftline.ssh.hostile;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// One SSH message made by hand, RFC 4251 §5: its type, and whatever is put after it.
final class Message {

  static final int DISCONNECT = 1;
  static final int IGNORE = 2;
  static final int DEBUG = 4;
  static final int SERVICE_REQUEST = 5;
  static final int SERVICE_ACCEPT = 6;
  static final int EXT_INFO = 7;
  static final int KEXINIT = 20;
  static final int NEWKEYS = 21;
  static final int KEX_ECDH_INIT = 30;
  static final int KEX_ECDH_REPLY = 31;
  static final int USERAUTH_REQUEST = 50;
  static final int USERAUTH_FAILURE = 51;
  static final int USERAUTH_SUCCESS = 52;
  static final int USERAUTH_BANNER = 53;

  /// Also a request to change the password, and a question of keyboard-interactive.
  static final int USERAUTH_PK_OK = 60;

  static final int USERAUTH_INFO_RESPONSE = 61;
  static final int GLOBAL_REQUEST = 80;
  static final int CHANNEL_OPEN = 90;
  static final int CHANNEL_OPEN_CONFIRMATION = 91;
  static final int CHANNEL_OPEN_FAILURE = 92;
  static final int CHANNEL_WINDOW_ADJUST = 93;
  static final int CHANNEL_DATA = 94;
  static final int CHANNEL_EXTENDED_DATA = 95;
  static final int CHANNEL_EOF = 96;
  static final int CHANNEL_CLOSE = 97;
  static final int CHANNEL_REQUEST = 98;
  static final int CHANNEL_SUCCESS = 99;
  static final int CHANNEL_FAILURE = 100;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  static Message of(int type) {
    return new Message().octet(type);
  }

  /// Parts of a message, or what is hashed and signed: no type comes first.
  static Message untyped() {
    return new Message();
  }

  Message octet(int value) {
    bytes.write(value);
    return this;
  }

  Message flag(boolean value) {
    return octet(value ? 1 : 0);
  }

  Message number(long value) {
    return raw(ByteBuffer.allocate(4).putInt((int) value).array());
  }

  Message string(byte[] value) {
    return number(value.length).raw(value);
  }

  Message string(String value) {
    return string(value.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// A number that is never negative, RFC 4251: its own two's complement.
  Message unsigned(byte[] bigEndian) {
    return string(new BigInteger(1, bigEndian).toByteArray());
  }

  Message raw(byte[] value) {
    bytes.writeBytes(value);
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
