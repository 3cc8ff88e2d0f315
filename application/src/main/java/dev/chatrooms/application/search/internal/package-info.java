/** The use cases of the search of messages, and the indexer. Not API. */
@NullMarked
package dev.chatrooms.application.search.internal;

import org.jspecify.annotations.NullMarked;
