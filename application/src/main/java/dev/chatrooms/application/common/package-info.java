/** Types that every use case shares: the caller, pages, settings and the exception with a stable code. */
@NullMarked
package dev.chatrooms.application.common;

import org.jspecify.annotations.NullMarked;
