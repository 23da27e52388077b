/** A {@link org.openenv.core.conformance.check.Check} and its outcome, and the checks of an environment wherever it runs. */
@NullMarked
package org.openenv.core.conformance.check;

import org.jspecify.annotations.NullMarked;
