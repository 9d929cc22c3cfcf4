/// Recorded cases beside policies: given what hosts say, what the checks must find. Read from YAML files with the key
/// `cases`, and compared with what was judged. It judges nothing itself.
@NullMarked
package dev.driftline.cases;

import org.jspecify.annotations.NullMarked;
