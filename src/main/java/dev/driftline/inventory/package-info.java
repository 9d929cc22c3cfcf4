/// Hosts, groups, variables and patterns, read as Ansible reads them.
@NullMarked
package dev.driftline.inventory;

import org.jspecify.annotations.NullMarked;
