/**
 * Fixtures for the tests of applications that embed a chat. Start with {@link dev.chatrooms.testkit.TestChat}. Depends
 * on no test framework.
 */
@NullMarked
package dev.chatrooms.testkit;

import org.jspecify.annotations.NullMarked;
