/** Internal to the host, and subject to change: the files of a session over HTTP: whole, in parts, and folders as tar. */
@NullMarked
package org.openenv.core.host.http.file;

import org.jspecify.annotations.NullMarked;
