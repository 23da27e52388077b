/**
 * Two commands for the author of an environment: {@link org.openenv.core.server.kit.InitCommand} writes a project to
 * start from, {@link org.openenv.core.server.kit.ValidateCommand} puts a server or a jar to the checks.
 */
@NullMarked
package org.openenv.core.server.kit;

import org.jspecify.annotations.NullMarked;
