/** JSON-RPC 2.0 as OpenEnv and the Model Context Protocol speak it: requests, answers, and the input of a tool. */
@NullMarked
package org.openenv.core.wire.rpc;

import org.jspecify.annotations.NullMarked;
