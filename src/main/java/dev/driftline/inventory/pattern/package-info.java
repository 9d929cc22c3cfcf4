/// Ansible's host patterns, and the hosts they stand for.
@NullMarked
package dev.driftline.inventory.pattern;

import org.jspecify.annotations.NullMarked;
