/** Messages over HTTP. */
@NullMarked
package dev.chatrooms.http.message;

import org.jspecify.annotations.NullMarked;
