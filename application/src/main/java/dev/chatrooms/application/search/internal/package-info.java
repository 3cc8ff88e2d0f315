/** The use cases of searching messages, and what keeps the index up to date. Not API. */
@NullMarked
package dev.chatrooms.application.search.internal;

import org.jspecify.annotations.NullMarked;
