/// The developer's loop behind `bin/test NAME`: compiles what has changed, without the strict checks, and runs a few
/// tests.
@NullMarked
package dev.driftline.loop;

import org.jspecify.annotations.NullMarked;
