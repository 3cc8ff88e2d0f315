/**
 * PostgreSQL without an installation: a durable server in the data folder, a child of this process that is taken over
 * after a crash, restarted when it dies and stopped in order.
 *
 * <p>The binaries are those that the project zonky publishes. Its runner for them was tried and dropped, as it is made
 * for tests: it switches durability off, trusts every local user, unpacks into a folder that everybody may write to,
 * and cannot restart a server.
 */
@NullMarked
package dev.chatrooms.bootstrap.database;

import org.jspecify.annotations.NullMarked;
