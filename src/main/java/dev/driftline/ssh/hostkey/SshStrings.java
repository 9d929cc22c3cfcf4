package dev.driftline.ssh.hostkey;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads SSH's strings, of which keys and signatures consist (RFC 4251 section 5): four bytes of length, then the
/// bytes. If fewer bytes are left than the length says, each method throws `BufferUnderflowException` and allocates
/// nothing.
final class SshStrings {

  private final ByteBuffer bytes;

  SshStrings(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  byte[] next() {
    int length = bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] word = new byte[length];
    bytes.get(word);
    return word;
  }

  String text() {
    return new String(next(), StandardCharsets.US_ASCII);
  }

  /// An `mpint`: big-endian with a sign. The empty string is zero.
  BigInteger number() {
    byte[] word = next();
    return word.length == 0 ? BigInteger.ZERO : new BigInteger(word);
  }

  /// A word as SSH writes it: its length, then its bytes.
  static byte[] written(byte[] word) {
    return ByteBuffer.allocate(Integer.BYTES + word.length).putInt(word.length).put(word).array();
  }

  boolean ended() {
    return !bytes.hasRemaining();
  }
}
