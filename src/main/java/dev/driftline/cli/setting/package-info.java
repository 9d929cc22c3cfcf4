/// The file `driftline.yml`: values for options that were not typed. Found, checked, read, and put into a command
/// before it begins.
@NullMarked
package dev.driftline.cli.setting;

import org.jspecify.annotations.NullMarked;
