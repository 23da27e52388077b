/**
 * What an operator watches a server by: {@link org.openenv.coding.server.operations.HostMetrics} for Prometheus, {@link
 * org.openenv.coding.server.operations.StepLog} for the log, and {@link
 * org.openenv.coding.server.operations.TrajectoryLog} for the record of every episode. Each is a {@link
 * org.openenv.core.host.HostObserver}.
 */
@NullMarked
package org.openenv.coding.server.operations;

import org.jspecify.annotations.NullMarked;
