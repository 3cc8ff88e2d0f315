/** The HTTP API: routes, server-sent events, long poll and problem details. */
@NullMarked
package dev.chatrooms.http;

import org.jspecify.annotations.NullMarked;
