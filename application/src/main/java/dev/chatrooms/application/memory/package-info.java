/**
 * Adapters that keep everything in memory, for tests and for applications that embed a chat which need not survive
 * them. They behave like a database: transactions that roll back, snapshots that stand still, unique constraints,
 * values copied in and out (all rows are immutable).
 */
@NullMarked
package dev.chatrooms.application.memory;

import org.jspecify.annotations.NullMarked;
