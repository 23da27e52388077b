/** An environment with records of many kinds, to be put into a stranger's project. */
@NullMarked
package org.openenv.examples.project.calendar;

import org.jspecify.annotations.NullMarked;
