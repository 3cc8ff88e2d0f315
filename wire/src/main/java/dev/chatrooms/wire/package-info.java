/**
 * The JSON that clients see, whatever carries it: HTTP, server-sent events and WebSocket speak the same objects. A
 * published language, not an adapter: it knows the application's views and no transport.
 *
 * <p>Views are written field by field with Jackson's streaming generator. There are no copies of them made for a
 * mapper, and nothing is found out by reflection, so a field that is renamed in the domain does not change its name on
 * the wire.
 */
@NullMarked
package dev.chatrooms.wire;

import org.jspecify.annotations.NullMarked;
