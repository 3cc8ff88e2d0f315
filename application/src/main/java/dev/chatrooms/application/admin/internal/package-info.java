/** The use cases of operators. Not API. */
@NullMarked
package dev.chatrooms.application.admin.internal;

import org.jspecify.annotations.NullMarked;
