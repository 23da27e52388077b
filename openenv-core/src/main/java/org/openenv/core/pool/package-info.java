/**
 * Sessions spread over several servers: {@link org.openenv.core.pool.EnvPool} gives them out one by one, {@link
 * org.openenv.core.pool.EnvBatch} drives several at once.
 */
@NullMarked
package org.openenv.core.pool;

import org.jspecify.annotations.NullMarked;
