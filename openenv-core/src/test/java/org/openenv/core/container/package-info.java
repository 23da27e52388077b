/** Tests of what runs in containers, against the fake engine. */
@NullMarked
package org.openenv.core.container;

import org.jspecify.annotations.NullMarked;
