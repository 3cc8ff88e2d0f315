package dev.chatrooms.domain;

/**
 * One field that is to blame for a refusal.
 *
 * @param field its name on the wire
 * @param code what is wrong with it, stable ({@code empty}, {@code too_long}, {@code illegal_character} …)
 * @param message the same for a person, in English
 */
public record FieldError(String field, String code, String message) {}
