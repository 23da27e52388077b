@NullMarked
package org.openenv.coding;

import org.jspecify.annotations.NullMarked;
