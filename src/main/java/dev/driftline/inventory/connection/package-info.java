/// How a host is reached, made from its connection variables as Ansible names them, or from driftline's plain names.
@NullMarked
package dev.driftline.inventory.connection;

import org.jspecify.annotations.NullMarked;
