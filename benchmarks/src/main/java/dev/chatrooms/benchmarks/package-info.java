/**
 * Benchmarks of a complete server, each with a {@code main} method. {@code benchmarks/README.md} explains how to run
 * them and lists their results.
 */
@NullMarked
package dev.chatrooms.benchmarks;

import org.jspecify.annotations.NullMarked;
