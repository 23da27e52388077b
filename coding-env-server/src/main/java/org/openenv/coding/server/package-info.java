/**
 * The coding environment: any Python program, run in an episode of its own.
 *
 * <p>Start with {@link org.openenv.coding.server.CodingEnvironment}, one episode at a time, and {@link
 * org.openenv.coding.server.CodingEnvironmentProvider}, which a host finds.
 */
@NullMarked
package org.openenv.coding.server;

import org.jspecify.annotations.NullMarked;
