/** People over HTTP. Not API. */
@NullMarked
package dev.chatrooms.http.people;

import org.jspecify.annotations.NullMarked;
