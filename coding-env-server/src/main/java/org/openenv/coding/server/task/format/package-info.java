/** Reads files of tasks: finds their lines, tells whose format each is in, and translates it into our own. */
@NullMarked
package org.openenv.coding.server.task.format;

import org.jspecify.annotations.NullMarked;
