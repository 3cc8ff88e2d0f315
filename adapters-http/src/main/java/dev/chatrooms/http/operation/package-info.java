/** Routes for operators and tools: health, contract and error documentation. */
@NullMarked
package dev.chatrooms.http.operation;

import org.jspecify.annotations.NullMarked;
