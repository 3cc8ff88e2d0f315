/** Message search over HTTP. */
@NullMarked
package dev.chatrooms.http.search;

import org.jspecify.annotations.NullMarked;
