package dev.driftline.inventory;

/// The order of Python's `sorted`, which Ansible uses: by code point. Java compares UTF-16 units, which is another
/// order for characters above U+FFFF.
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
