/** The use cases of people, and the presence registry. Not API. */
@NullMarked
package dev.chatrooms.application.people.internal;

import org.jspecify.annotations.NullMarked;
