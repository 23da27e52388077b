/**
 * The coding environment as a tool of an agent written with LangChain4j: {@link org.openenv.examples.agent.PythonTool} is
 * both a tool and a code execution engine, {@link org.openenv.examples.agent.PythonAgent} lets a model use it.
 */
@NullMarked
package org.openenv.examples.agent;

import org.jspecify.annotations.NullMarked;
