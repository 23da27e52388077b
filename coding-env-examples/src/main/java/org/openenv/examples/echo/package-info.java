/**
 * The template of an environment of one's own: three files, a line in {@code META-INF/services} and a test.
 *
 * <p>Copy {@link org.openenv.examples.echo.Echo}, {@link org.openenv.examples.echo.EchoEnvironment} and {@link
 * org.openenv.examples.echo.EchoEnvironmentProvider}, and rename them.
 */
@NullMarked
package org.openenv.examples.echo;

import org.jspecify.annotations.NullMarked;
