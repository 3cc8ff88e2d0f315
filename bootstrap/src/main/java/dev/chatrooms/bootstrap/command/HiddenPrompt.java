package dev.chatrooms.bootstrap.command;

import org.jspecify.annotations.Nullable;

/** A prompt that does not echo what is typed. */
@FunctionalInterface
public interface HiddenPrompt {

    /** Returns the typed line without its line ending, or null at the end of the input. */
    char @Nullable [] ask(String text);
}
