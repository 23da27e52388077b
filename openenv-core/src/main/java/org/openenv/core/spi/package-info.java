/**
 * What an environment implements so that a host finds it: {@link org.openenv.core.spi.EnvironmentProvider}, named in
 * {@code META-INF/services}, looked up through {@link org.openenv.core.spi.EnvironmentProviders}.
 */
@NullMarked
package org.openenv.core.spi;

import org.jspecify.annotations.NullMarked;
