package dev.driftline.ssh.hostile;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// How packets look in one direction: in the clear, or under keys.
interface Seal {

  byte[] seal(int sequence, byte[] payload) throws GeneralSecurityException;

  /// Reads one packet.
  byte[] open(int sequence, DataInputStream in) throws IOException, GeneralSecurityException;

  /// What both directions have before the first keys.
  static Seal clear() {
    return new Clear();
  }

  /// Length of the padding, payload, padding: a multiple of `block`, with the 4 bytes of the length if
  /// `lengthCounts`.
  private static byte[] padded(byte[] payload, int block, boolean lengthCounts) {
    int fixed = (lengthCounts ? 5 : 1) + payload.length;
    int padding = block - fixed % block;
    padding = padding < 4 ? padding + block : padding;
    byte[] packet = new byte[1 + payload.length + padding];
    packet[0] = (byte) padding;
    System.arraycopy(payload, 0, packet, 1, payload.length);
    return packet;
  }

  private static byte[] payload(byte[] packet) {
    return Arrays.copyOfRange(packet, 1, packet.length - (packet[0] & 0xff));
  }

  private static byte[] numbered(int number, byte[] bytes) {
    return ByteBuffer.allocate(4 + bytes.length).putInt(number).put(bytes).array();
  }

  /// RFC 4253 §6 without keys.
  final class Clear implements Seal {

    @Override
    public byte[] seal(int sequence, byte[] payload) {
      byte[] packet = padded(payload, 8, true);
      return numbered(packet.length, packet);
    }

    @Override
    public byte[] open(int sequence, DataInputStream in) throws IOException {
      return payload(in.readNBytes(in.readInt()));
    }
  }

  /// `aes128-gcm@openssh.com`, RFC 5647.
  final class Gcm implements Seal {

    private static final int TAG = 16;

    private final SecretKeySpec key;
    private final ByteBuffer nonce;

    Gcm(byte[] key, byte[] nonce) {
      this.key = new SecretKeySpec(key, "AES");
      this.nonce = ByteBuffer.wrap(nonce);
    }

    private byte[] cipher(int mode, byte[] length, byte[] bytes) throws GeneralSecurityException {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce.array()));
      nonce.putLong(4, nonce.getLong(4) + 1);
      cipher.updateAAD(length);
      return cipher.doFinal(bytes);
    }

    @Override
    public byte[] seal(int sequence, byte[] payload) throws GeneralSecurityException {
      byte[] packet = padded(payload, 16, false);
      byte[] length = ByteBuffer.allocate(4).putInt(packet.length).array();
      return numbered(packet.length, cipher(Cipher.ENCRYPT_MODE, length, packet));
    }

    @Override
    public byte[] open(int sequence, DataInputStream in)
        throws IOException, GeneralSecurityException {
      byte[] length = in.readNBytes(4);
      int bytes = new DataInputStream(new java.io.ByteArrayInputStream(length)).readInt();
      return payload(cipher(Cipher.DECRYPT_MODE, length, in.readNBytes(bytes + TAG)));
    }
  }

  /// `aes128-ctr` with `hmac-sha2-256-etm@openssh.com`.
  final class CounterWithMac implements Seal {

    private static final int MAC = 32;

    private final Cipher cipher;
    private final Mac mac;

    CounterWithMac(int mode, byte[] key, byte[] iv, byte[] macKey) throws GeneralSecurityException {
      cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(macKey, "HmacSHA256"));
    }

    @Override
    public byte[] seal(int sequence, byte[] payload) {
      byte[] packet = padded(payload, 16, false);
      byte[] sealed = numbered(packet.length, cipher.update(packet));
      return Message.untyped().raw(sealed).raw(mac.doFinal(numbered(sequence, sealed))).bytes();
    }

    @Override
    public byte[] open(int sequence, DataInputStream in) throws IOException {
      byte[] sealed = in.readNBytes(in.readInt());
      in.readNBytes(MAC);
      return payload(cipher.update(sealed));
    }
  }
}
