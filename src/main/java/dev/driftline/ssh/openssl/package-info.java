/// The cryptography of the OpenSSL that this machine has, for JSch: what costs most at every login, 15 times cheaper
/// than in Java under the simple compiler.
///
/// May touch: the library `libcrypto`, by foreign calls that write to nothing but memory made for the call. Knows of
/// keys and packets, not of hosts. Where there is no such library, or it fails its test, the JDK does the work.
@NullMarked
package dev.driftline.ssh.openssl;

import org.jspecify.annotations.NullMarked;
