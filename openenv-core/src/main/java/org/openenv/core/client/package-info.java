/**
 * Drives an environment on any OpenEnv server: {@link org.openenv.core.client.EnvClient} is an {@link
 * org.openenv.core.Environment} whose steps happen elsewhere.
 */
@NullMarked
package org.openenv.core.client;

import org.jspecify.annotations.NullMarked;
