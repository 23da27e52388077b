/**
 * Doing an episode's programs again in a fresh interpreter, and making sure that they do what they did: {@link
 * org.openenv.coding.server.python.replay.Recording} and {@link org.openenv.coding.server.python.replay.Replay}.
 */
@NullMarked
package org.openenv.coding.server.python.replay;

import org.jspecify.annotations.NullMarked;
