/**
 * What an operator watches a server by: {@link org.openenv.core.server.operations.HostMetrics} for Prometheus, {@link
 * org.openenv.core.server.operations.StepLog} for the log, and {@link org.openenv.core.server.operations.TrajectoryLog} for
 * the record of every episode. Each is a {@link org.openenv.core.host.HostObserver}.
 */
@NullMarked
package org.openenv.core.server.operations;

import org.jspecify.annotations.NullMarked;
