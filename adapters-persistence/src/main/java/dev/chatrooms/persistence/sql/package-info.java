/** How statements are run and what their failures mean. Not API. */
@NullMarked
package dev.chatrooms.persistence.sql;

import org.jspecify.annotations.NullMarked;
