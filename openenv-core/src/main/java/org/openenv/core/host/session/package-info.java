/**
 * Internal to the host, and subject to change: sessions and the requests on their way through them. Nothing here knows of
 * a transport.
 *
 * <p>A {@link org.openenv.core.host.session.Session} owns one environment and the {@link
 * org.openenv.core.host.resource.Lane} it is confined to; the {@link org.openenv.core.host.session.SessionRegistry} gives
 * sessions their places.
 */
@NullMarked
package org.openenv.core.host.session;

import org.jspecify.annotations.NullMarked;
