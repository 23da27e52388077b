/** The pages of {@code docs/}: their links and their Java. */
@NullMarked
package org.openenv.examples.docs;

import org.jspecify.annotations.NullMarked;
