/**
 * Episodes that are about a task: {@link org.openenv.coding.server.task.Tasks} are read from files and served, {@link
 * org.openenv.coding.server.task.TaskEnvironment} takes each step as a submission to one.
 */
@NullMarked
package org.openenv.coding.server.task;

import org.jspecify.annotations.NullMarked;
