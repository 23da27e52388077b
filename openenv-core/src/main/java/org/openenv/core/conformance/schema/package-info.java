/** Values that fit a JSON schema: {@link org.openenv.core.conformance.schema.SchemaSample} makes one. */
@NullMarked
package org.openenv.core.conformance.schema;

import org.jspecify.annotations.NullMarked;
