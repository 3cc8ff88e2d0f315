/** Running statements, binding parameters, reading columns, and translating failures. Not API. */
@NullMarked
package dev.chatrooms.persistence.sql;

import org.jspecify.annotations.NullMarked;
