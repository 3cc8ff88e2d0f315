/**
 * Adapters in memory, for tests and for embedded chats that need not outlive the process. They behave like a database:
 * transactions roll back, snapshots are stable, unique constraints are enforced, and all rows are immutable values.
 */
@NullMarked
package dev.chatrooms.application.memory;

import org.jspecify.annotations.NullMarked;
