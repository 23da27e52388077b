/** Maven projects of strangers, built against this build's artifacts and run. */
@NullMarked
package org.openenv.examples.project;

import org.jspecify.annotations.NullMarked;
