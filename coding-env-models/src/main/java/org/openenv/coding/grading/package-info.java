/**
 * What judging a program takes and gives: a {@link org.openenv.coding.grading.Submission} is put to {@link
 * org.openenv.coding.grading.Tests}, and a {@link org.openenv.coding.grading.Verdict} comes back.
 */
@NullMarked
package org.openenv.coding.grading;

import org.jspecify.annotations.NullMarked;
