/** Tests on a real Docker daemon; {@code .ci/docker} runs them. */
@NullMarked
package org.openenv.docker;

import org.jspecify.annotations.NullMarked;
