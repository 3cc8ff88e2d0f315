/** The committer: the single writer of a node, which batches all appends to the event log. Not API. */
@NullMarked
package dev.chatrooms.application.commit.internal;

import org.jspecify.annotations.NullMarked;
