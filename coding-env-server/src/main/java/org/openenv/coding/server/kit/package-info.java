/**
 * Two commands for the author of an environment: {@link org.openenv.coding.server.kit.InitCommand} writes a project to
 * start from, {@link org.openenv.coding.server.kit.ValidateCommand} puts a server or a jar to the checks.
 */
@NullMarked
package org.openenv.coding.server.kit;

import org.jspecify.annotations.NullMarked;
