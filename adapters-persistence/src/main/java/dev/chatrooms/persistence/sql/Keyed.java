package dev.chatrooms.persistence.sql;

import dev.chatrooms.application.common.PageKey;

/** An item of a list with the key that the list is sorted by. */
public record Keyed<T>(PageKey key, T item) {}
