/** Auto-configuration of a chat in Spring Boot 4. Every bean can be replaced by one of the application. */
@NullMarked
package dev.chatrooms.springboot;

import org.jspecify.annotations.NullMarked;
