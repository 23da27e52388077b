package org.openenv.core.rollout;

import java.time.Duration;

/**
 * How far rollouts are.
 *
 * @param total how many episodes there are in all
 * @param finished how many have ended, in whatever way
 * @param failed how many of those have failed
 * @param elapsed how long it has taken so far
 */
public record RolloutProgress(int total, int finished, int failed, Duration elapsed) {}
