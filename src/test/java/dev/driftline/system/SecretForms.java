package dev.driftline.system;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// The forms that programs give to texts.
final class SecretForms {

  private SecretForms() {}

  /// The secret as it is, in base64 wherever it begins, in hexadecimal and as in a URL.
  static List<String> of(String secret) {
    List<String> forms = new ArrayList<>(List.of(secret));
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    forms.add(HexFormat.of().formatHex(bytes));
    forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
    forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    for (int before = 0; before < 3; before++) {
      String text =
          Base64.getEncoder()
              .encodeToString(("x".repeat(before) + secret).getBytes(StandardCharsets.UTF_8));
      // what stands beside the secret changes the characters at both ends
      forms.add(text.substring(4, text.length() - 4));
    }
    return forms;
  }
}
