/** What several use cases share. Not API. */
@NullMarked
package dev.chatrooms.application.internal;

import org.jspecify.annotations.NullMarked;
