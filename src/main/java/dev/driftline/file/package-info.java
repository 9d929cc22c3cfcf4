/// The only way in which files of this machine are read, replaced and added to: what is checked is what was opened, no
/// link leads where it must not, and nothing is read without a bound. Uses the JDK alone; everybody may use it.
@NullMarked
package dev.driftline.file;

import org.jspecify.annotations.NullMarked;
