/** Holds the benchmark to what it says it measures. */
@org.jspecify.annotations.NullMarked
package org.openenv.coding.server.bench;
