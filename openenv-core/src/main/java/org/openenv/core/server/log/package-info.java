/**
 * How a server's log is written: {@link org.openenv.core.server.log.TextLines} for people, {@link
 * org.openenv.core.server.log.JsonLines} for programs, both encoders for Logback. Whatever a client sent stays inside its
 * line.
 */
@NullMarked
package org.openenv.core.server.log;

import org.jspecify.annotations.NullMarked;
