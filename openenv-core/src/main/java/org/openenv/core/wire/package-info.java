/**
 * The JSON of the OpenEnv protocol, both directions: {@link org.openenv.core.wire.WireCodec} turns texts into {@link
 * org.openenv.core.wire.ClientMessage}s and {@link org.openenv.core.wire.ServerMessage}s and back, and {@link
 * org.openenv.core.wire.WireSchemas} describes an environment's records as JSON schemas.
 *
 * <p>Acceptance and error bodies follow the Python reference implementation (FastAPI and pydantic, June 2026).
 */
@NullMarked
package org.openenv.core.wire;

import org.jspecify.annotations.NullMarked;
