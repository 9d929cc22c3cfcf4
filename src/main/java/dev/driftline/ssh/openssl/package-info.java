/// Lets this machine's OpenSSL do the cryptography that costs most at every login, for JSch. It is 15 times cheaper
/// than Java under the simple compiler.
///
/// These classes call the library `libcrypto` through the foreign function interface. The calls write only to memory
/// that was allocated for them. The classes know keys and packets, not hosts. If there is no such library, or it fails
/// its test, the JDK does the work.
@NullMarked
package dev.driftline.ssh.openssl;

import org.jspecify.annotations.NullMarked;
