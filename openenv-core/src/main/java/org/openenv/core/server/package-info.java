/**
 * A server as a program: options, environment variables, metrics, logs and plug-ins around a host. Start at {@link
 * org.openenv.core.server.ServerProgram}, whose {@code main} serves what is on the class path. Needs picocli, micrometer with
 * its Prometheus registry, and, to log, Logback on the class path; a project that only embeds a host needs none of them.
 */
@NullMarked
package org.openenv.core.server;

import org.jspecify.annotations.NullMarked;
