/**
 * Programs that measure a whole server from outside, each with a {@code main}; benchmarks/README.md says how to run
 * them and what they said.
 */
@NullMarked
package dev.chatrooms.benchmarks;

import org.jspecify.annotations.NullMarked;
