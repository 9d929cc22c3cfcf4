package dev.driftline.ssh.openssl;

import com.jcraft.jsch.Cipher;
import dev.driftline.ssh.openssl.LibCrypto.NativeFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.AEADBadTagException;

/// AES in Galois/Counter Mode as SSH uses it, RFC 5647: the length of a packet is authenticated but not encrypted, and
/// the nonce grows by one with each packet. JSch creates it by its class name, one for each direction of a session.
///
/// Each packet has an OpenSSL context of its own, which is freed with it. So a session that nobody closes leaks no
/// memory of OpenSSL.
public abstract sealed class AesGcm implements Cipher {

  private static final NativeFunction NEW = LibCrypto.function("EVP_CIPHER_CTX_new");
  private static final NativeFunction INIT = LibCrypto.function("EVP_CipherInit_ex");
  private static final NativeFunction UPDATE = LibCrypto.function("EVP_CipherUpdate");
  private static final NativeFunction CONTROL = LibCrypto.function("EVP_CIPHER_CTX_ctrl");
  private static final NativeFunction FINAL = LibCrypto.function("EVP_CipherFinal_ex");
  private static final NativeFunction FREE = LibCrypto.function("EVP_CIPHER_CTX_free");

  /// `EVP_CTRL_AEAD_GET_TAG` and `EVP_CTRL_AEAD_SET_TAG`.
  private static final int GET_TAG = 0x10;

  private static final int SET_TAG = 0x11;

  private static final int TAG = 16;
  private static final int NONCE = 12;

  /// RFC 5647 section 7.1: a fixed field of 4 bytes, then a counter of 8.
  private static final int COUNTER = 4;

  private final int keyLength;
  private final NativeFunction algorithm;
  private boolean encrypts;
  private byte[] key = {};
  private ByteBuffer nonce = ByteBuffer.allocate(NONCE);

  /// The counter of the first packet: when it comes round to this number, the key is used up.
  private long first;

  /// What is authenticated of the next packet, but not encrypted.
  private byte[] header = {};

  private AesGcm(int keyLength, NativeFunction algorithm) {
    this.keyLength = keyLength;
    this.algorithm = algorithm;
  }

  /// With a key of 128 bits.
  public static final class Aes128 extends AesGcm {

    private static final NativeFunction ALGORITHM = LibCrypto.function("EVP_aes_128_gcm");

    public Aes128() {
      super(16, ALGORITHM);
    }
  }

  /// With a key of 256 bits.
  public static final class Aes256 extends AesGcm {

    private static final NativeFunction ALGORITHM = LibCrypto.function("EVP_aes_256_gcm");

    public Aes256() {
      super(32, ALGORITHM);
    }
  }

  /// How many bytes of the negotiated nonce JSch passes to `init`. Only the first 12 are used.
  @Override
  public int getIVSize() {
    return 16;
  }

  /// In bytes. JSch uses this as the length of the key, too.
  @Override
  public int getBlockSize() {
    return keyLength;
  }

  @Override
  public int getTagSize() {
    return TAG;
  }

  @Override
  public boolean isCBC() {
    return false;
  }

  @Override
  public boolean isAEAD() {
    return true;
  }

  @Override
  public void init(int mode, byte[] keyBytes, byte[] start) throws InvalidKeyException {
    if (keyBytes.length < keyLength || start.length < NONCE) {
      throw new InvalidKeyException("a key or a nonce that is too short");
    }
    encrypts = mode == ENCRYPT_MODE;
    key = Arrays.copyOf(keyBytes, keyLength);
    nonce = ByteBuffer.wrap(Arrays.copyOf(start, NONCE));
    first = nonce.getLong(COUNTER);
  }

  @Override
  public void update(byte[] from, int at, int length, byte[] to, int toAt) {
    // JSch passes packets of an authenticated cipher to doFinal, as a whole.
    throw new UnsupportedOperationException("packets are whole");
  }

  /// Sets what is authenticated of the next packet, but not encrypted: its length.
  @Override
  public void updateAAD(byte[] from, int at, int length) {
    Objects.checkFromIndexSize(at, length, from.length);
    header = Arrays.copyOfRange(from, at, at + length);
  }

  /// Encrypts a packet and puts its tag behind it, or checks the tag behind a packet and decrypts it.
  ///
  /// @param length of the packet in bytes; to be decrypted, with its tag
  /// @throws AEADBadTagException if the packet or its header is not what the other side sent
  /// @throws IndexOutOfBoundsException if one of the arrays is too short; nothing is allocated then
  @Override
  public void doFinal(byte[] from, int at, int length, byte[] to, int toAt)
      throws GeneralSecurityException {
    // The bytes without the tag.
    int size = encrypts ? length : length - TAG;
    if (size < 0) {
      throw new AEADBadTagException("a packet shorter than its tag");
    }
    Objects.checkFromIndexSize(at, length, from.length);
    Objects.checkFromIndexSize(toAt, encrypts ? size + TAG : size, to.length);
    long context = NEW.call(0);
    try (Arena arena = Arena.ofConfined()) {
      // OpenSSL works in place on a copy outside the heap; an empty segment has no address, so at
      // least one byte.
      MemorySegment data = arena.allocate(Math.max(size, 1));
      MemorySegment tag = arena.allocate(TAG);
      MemorySegment.copy(from, at, data, ValueLayout.JAVA_BYTE, 0, size);
      if (!encrypts) {
        MemorySegment.copy(from, at + size, tag, ValueLayout.JAVA_BYTE, 0, TAG);
      }
      pass(context, arena, data, size, tag);
      MemorySegment.copy(data, ValueLayout.JAVA_BYTE, 0, to, toAt, size);
      if (encrypts) {
        MemorySegment.copy(tag, ValueLayout.JAVA_BYTE, 0, to, toAt + size, TAG);
      }
    } finally {
      FREE.call(context);
    }
    countOn();
  }

  /// OpenSSL's calls for one packet, in the order of EVP_EncryptInit(3), "AEAD interface": key and nonce, header, data,
  /// when decrypting the expected tag, the end, when encrypting the tag that it made.
  private void pass(long context, Arena arena, MemorySegment data, int size, MemorySegment tag)
      throws GeneralSecurityException {
    MemorySegment aad = arena.allocateFrom(ValueLayout.JAVA_BYTE, header);
    MemorySegment written = arena.allocate(ValueLayout.JAVA_INT);
    if (context == 0
        || !start(context, arena)
        || !UPDATE.succeeds(context, 0, written.address(), aad.address(), header.length, 0)
        || !UPDATE.succeeds(context, data.address(), written.address(), data.address(), size, 0)
        || !(encrypts || CONTROL.succeeds(context, SET_TAG, TAG, tag.address()))) {
      throw new GeneralSecurityException("OpenSSL does not take the packet");
    }
    // When decrypting, this is where the tag is compared.
    if (!FINAL.succeeds(context, data.address(), written.address(), 0)) {
      throw new AEADBadTagException("not what the other side sent");
    }
    if (encrypts && !CONTROL.succeeds(context, GET_TAG, TAG, tag.address())) {
      throw new GeneralSecurityException("OpenSSL gives no tag");
    }
  }

  /// Gives OpenSSL the key and the nonce. The copy of the key outside the heap is wiped at once.
  private boolean start(long context, Arena arena) {
    MemorySegment secret = arena.allocateFrom(ValueLayout.JAVA_BYTE, key);
    MemorySegment start = arena.allocateFrom(ValueLayout.JAVA_BYTE, nonce.array());
    boolean started =
        INIT.succeeds(
            context, algorithm.call(0), 0, secret.address(), start.address(), encrypts ? 1 : 0);
    secret.fill((byte) 0);
    return started;
  }

  /// The nonce of the next packet. A nonce that is used twice with one key would give away the plain text.
  private void countOn() {
    long next = nonce.getLong(COUNTER) + 1;
    if (next == first) {
      throw new IllegalStateException("a nonce would be used twice");
    }
    nonce.putLong(COUNTER, next);
    header = new byte[0];
  }
}
