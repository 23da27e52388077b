/**
 * What every environment and every server owes its callers, as checks: {@link org.openenv.core.conformance.Conformance}
 * puts a running server to them, and {@code org.openenv.core.testing.EnvironmentContract} makes tests of the same ones.
 */
@NullMarked
package org.openenv.core.conformance;

import org.jspecify.annotations.NullMarked;
