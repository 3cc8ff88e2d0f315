/** The committer: one writer per node that batches everything that appends to the log into one transaction. */
@NullMarked
package dev.chatrooms.application.commit.internal;

import org.jspecify.annotations.NullMarked;
