/** Packages that episodes ask for: {@link org.openenv.coding.server.packages.PackageSets} installs each set once. */
@NullMarked
package org.openenv.coding.server.packages;

import org.jspecify.annotations.NullMarked;
