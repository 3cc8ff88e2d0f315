/**
 * PostgreSQL without an installation: a durable server in the data folder that runs as a child process. It is restarted
 * when it dies and stopped in order, and the next start stops a server that a crash left running.
 *
 * <p>The binaries come from the zonky project. Its own runner is meant for tests and was tried and dropped: it disables
 * durability, trusts every local user, unpacks into a world-writable folder, and cannot restart a server.
 */
@NullMarked
package dev.chatrooms.server.database;

import org.jspecify.annotations.NullMarked;
