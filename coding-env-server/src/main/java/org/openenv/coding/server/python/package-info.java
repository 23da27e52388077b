/**
 * What it takes to run Python programs, whoever runs them: {@link org.openenv.coding.server.python.PythonExecutor} is the
 * SPI of an execution backend, {@link org.openenv.coding.server.python.CodeExecResult} what it answers.
 */
@NullMarked
package org.openenv.coding.server.python;

import org.jspecify.annotations.NullMarked;
