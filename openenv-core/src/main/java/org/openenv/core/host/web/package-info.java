/** Internal: the pages for people, what a browser is sent and what it may do with it; knows no transport. */
@NullMarked
package org.openenv.core.host.web;

import org.jspecify.annotations.NullMarked;
