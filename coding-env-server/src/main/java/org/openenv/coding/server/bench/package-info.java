/**
 * The {@code bench} command: puts an OpenEnv server to load over the wire and tells what a step costs, against
 * references measured in the same run. Start at {@link org.openenv.coding.server.bench.BenchCommand}, then {@code
 * LoadLoop}; {@code Scenario} says what one client does.
 */
@NullMarked
package org.openenv.coding.server.bench;

import org.jspecify.annotations.NullMarked;
