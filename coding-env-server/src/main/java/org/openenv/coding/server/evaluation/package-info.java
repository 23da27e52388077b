/** The command {@code grade}: judges a file of samples by a file of tasks, and tells how many pass. */
@NullMarked
package org.openenv.coding.server.evaluation;

import org.jspecify.annotations.NullMarked;
