/// Products: their ports, unix sockets, programs, client libraries and packages, and how their series are counted.
@NullMarked
package dev.driftline.product;

import org.jspecify.annotations.NullMarked;
