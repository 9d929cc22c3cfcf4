package dev.driftline.ssh.hostkey;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads the words of which keys and signatures consist in SSH, RFC 4251 section 5: each has its length before it, four
/// bytes. Nothing is taken that is not there: each method throws `BufferUnderflowException` instead.
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

  /// An `mpint`, which has a sign; nothing is zero.
  BigInteger number() {
    byte[] word = next();
    return word.length == 0 ? BigInteger.ZERO : new BigInteger(word);
  }

  boolean ended() {
    return !bytes.hasRemaining();
  }
}
