/// The machine that driftline runs on, asked without SSH: its shell, its streams, and the end of what it started.
@NullMarked
package dev.driftline.collect.local;

import org.jspecify.annotations.NullMarked;
