package org.openenv.coding;

import org.jspecify.annotations.Nullable;
import org.openenv.core.State;

/**
 * Where a coding episode stands.
 *
 * @param episodeId the episode's name; {@code null} before the first reset
 * @param stepCount how many programs have run since the reset
 * @param lastExitCode the exit code of the last of them; 0 after a reset
 */
public record CodeState(@Nullable String episodeId, int stepCount, int lastExitCode) implements State {}
