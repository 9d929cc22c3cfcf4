package dev.driftline.ssh.openssl;

import com.jcraft.jsch.Cipher;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;

/// Gives OpenSSL published test vectors, once per run, before it is trusted with a session: a library of another build,
/// or called in a wrong way, would give other answers.
///
/// Source: RFC 8032 section 7.1, test 2; RFC 7748 section 5.2, first vector; McGrew and Viega, "The Galois/Counter Mode
/// of Operation", appendix B, test case 4.
final class KnownAnswers {

  private static final byte[] SIGNER =
      hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
  private static final byte[] SIGNER_PUBLIC =
      hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  private static final byte[] SIGNED = hex("72");
  private static final byte[] SIGNATURE =
      hex(
          "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
              + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");

  private static final byte[] OWN =
      hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4");
  private static final byte[] OTHER =
      hex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c");
  private static final byte[] SHARED =
      hex("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");

  private static final byte[] KEY = hex("feffe9928665731c6d6a8f9467308308");
  private static final byte[] NONCE = hex("cafebabefacedbaddecaf888");
  private static final byte[] HEADER = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  private static final byte[] PLAIN =
      hex(
          "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
              + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
  private static final byte[] ENCRYPTED =
      hex(
          "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
              + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
              + "5bc94fbc3221a5db94fae95ae7121a47");

  private KnownAnswers() {}

  /// Whether every answer is the known one.
  ///
  /// @throws GeneralSecurityException if OpenSSL gives none
  static boolean given() throws GeneralSecurityException {
    return signs() && verifies() && agrees() && encrypts() && decrypts();
  }

  private static boolean signs() throws GeneralSecurityException {
    Ed25519 signer = new Ed25519();
    signer.setPrvKey(SIGNER);
    signer.update(SIGNED);
    return Arrays.equals(SIGNATURE, signer.sign());
  }

  /// Accepts the signature for the text that was signed, and refuses it for another: here the same text twice.
  private static boolean verifies() throws GeneralSecurityException {
    Ed25519 verifier = new Ed25519();
    verifier.setPubKey(SIGNER_PUBLIC);
    verifier.update(SIGNED);
    boolean right = verifier.verify(SIGNATURE);
    verifier.update(SIGNED);
    return right && !verifier.verify(SIGNATURE);
  }

  private static boolean agrees() throws GeneralSecurityException {
    X25519 agreement = new X25519();
    agreement.init(OWN.clone());
    return Arrays.equals(SHARED, agreement.getSecret(OTHER));
  }

  private static boolean encrypts() throws GeneralSecurityException {
    byte[] packet = Arrays.copyOf(PLAIN, ENCRYPTED.length);
    pass(Cipher.ENCRYPT_MODE, packet, PLAIN.length);
    return Arrays.equals(ENCRYPTED, packet);
  }

  private static boolean decrypts() throws GeneralSecurityException {
    byte[] packet = ENCRYPTED.clone();
    pass(Cipher.DECRYPT_MODE, packet, packet.length);
    return Arrays.equals(PLAIN, Arrays.copyOf(packet, PLAIN.length));
  }

  private static void pass(int mode, byte[] packet, int length) throws GeneralSecurityException {
    AesGcm cipher = new AesGcm.Aes128();
    cipher.init(mode, KEY, NONCE);
    cipher.updateAAD(HEADER, 0, HEADER.length);
    cipher.doFinal(packet, 0, length, packet, 0);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
