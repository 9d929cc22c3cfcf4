/// How texts of others are shown.
@NullMarked
package dev.driftline.text;

import org.jspecify.annotations.NullMarked;
