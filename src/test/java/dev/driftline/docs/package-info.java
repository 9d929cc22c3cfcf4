/// Guards of `docs/`: reference pages are written from the code, and examples are those of the program.
@NullMarked
package dev.driftline.docs;

import org.jspecify.annotations.NullMarked;
