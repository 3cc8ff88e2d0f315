/** The calls about people. Not API. */
@NullMarked
package dev.chatrooms.http.people;

import org.jspecify.annotations.NullMarked;
