/// Tests of the program as users run it: the packaged launcher, real SSH servers, real processes.
@NullMarked
package dev.driftline.system;

import org.jspecify.annotations.NullMarked;
