/**
 * Jobs on a farm of machines: steps that take their time on other threads, can be limited, and are given up when their
 * client is gone. Start with {@link org.openenv.examples.farm.FarmEnvironment}.
 */
@NullMarked
package org.openenv.examples.farm;

import org.jspecify.annotations.NullMarked;
