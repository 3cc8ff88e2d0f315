package dev.chatrooms.domain;

/**
 * The reason why one field was refused.
 *
 * @param field its name on the wire
 * @param code the stable reason ({@code empty}, {@code too_long}, {@code illegal_character} …)
 * @param message the reason in English
 */
public record FieldError(String field, String code, String message) {}
