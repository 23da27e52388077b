package org.openenv.core.host;

import io.undertow.server.HttpHandler;
import io.undertow.util.HttpString;

/**
 * One thing a host answers under a path.
 *
 * @param method the only method it takes
 * @param path the path below the environment's root
 * @param handler called on an I/O thread
 */
record Route(HttpString method, String path, HttpHandler handler) {}
