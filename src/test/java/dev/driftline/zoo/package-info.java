/// The zoo: real programs, started in every usual way, sound and with descriptors closed. Its files are in
/// `src/test/zoo`.
@NullMarked
package dev.driftline.zoo;

import org.jspecify.annotations.NullMarked;
