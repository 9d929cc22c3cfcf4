/// What comes from outside and means harm, or is only broken: each case a test, named after what it shows. The number
/// of the case on the page about safety stands before it.
@NullMarked
package dev.driftline.hostile;

import org.jspecify.annotations.NullMarked;
