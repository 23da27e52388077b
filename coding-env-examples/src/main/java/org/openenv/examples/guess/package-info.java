/**
 * A game of guessing a word: an episode that ends, a reward at its end, a seed that decides it, a typed state, and rubrics
 * as a transform. Start with {@link org.openenv.examples.guess.GuessEnvironment}.
 */
@NullMarked
package org.openenv.examples.guess;

import org.jspecify.annotations.NullMarked;
