/// What a product is: its ports, unix sockets, programs, client libraries and packages, and how its series are counted.
/// All of it is read from one file, `products.yaml`; no name of a product stands in Java.
@NullMarked
package dev.driftline.product;

import org.jspecify.annotations.NullMarked;
