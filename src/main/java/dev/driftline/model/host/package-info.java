/// A host of the inventory and how to log in to it.
@NullMarked
package dev.driftline.model.host;

import org.jspecify.annotations.NullMarked;
