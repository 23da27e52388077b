/**
 * The warm-fork backend: every episode is a CPython process of its own, forked in a moment from an interpreter that is
 * already warm. Start with {@link org.openenv.coding.server.python.worker.WorkerExecutor}; the Python side lies beside
 * it in the resources.
 */
@NullMarked
package org.openenv.coding.server.python.worker;

import org.jspecify.annotations.NullMarked;
