/** Drives a coding environment from Java; start with {@link org.openenv.coding.client.CodingEnv}. */
@NullMarked
package org.openenv.coding.client;

import org.jspecify.annotations.NullMarked;
