/// Compatibility tables: what happens if this client speaks to that server. Tables are data; here they are read,
/// checked and asked. Pure functions: no clock, no network.
@NullMarked
package dev.driftline.product.compat;

import org.jspecify.annotations.NullMarked;
