/**
 * Judges programs: {@link org.openenv.coding.server.grading.Grader} runs a submission against cases, in processes of the pool,
 * so that the program that is judged has no part in the verdict.
 */
@NullMarked
package org.openenv.coding.server.grading;

import org.jspecify.annotations.NullMarked;
