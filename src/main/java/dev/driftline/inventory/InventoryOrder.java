package dev.driftline.inventory;

/// The order Ansible gets from Python's `sorted`: by code point, not by UTF-16 unit.
final class InventoryOrder {

  private InventoryOrder() {}

  static int compareCodePoints(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length()) {
      int left = a.codePointAt(i);
      int right = b.codePointAt(i);
      if (left != right) {
        return Integer.compare(left, right);
      }
      i += Character.charCount(left);
    }
    return Integer.compare(a.length(), b.length());
  }
}
