/**
 * What an environment's author tests with: {@link org.openenv.core.testing.EnvironmentContract} to inherit, {@link org.openenv.core.testing.ServeEnvironment} to put on a
 * test class, {@link
 * org.openenv.core.testing.HostedEnvironment} to serve an environment for the time of a test, and {@link
 * org.openenv.core.testing.FakeEnvironment} where any environment will do.
 */
@NullMarked
package org.openenv.core.testing;

import org.jspecify.annotations.NullMarked;
