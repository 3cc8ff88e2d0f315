package dev.chatrooms.application.configuration;

/** The part of the configuration that everyone may know. */
public interface PublicConfiguration {
    /** Returns what is in effect now; the same object until it changes. Never blocks. */
    SiteConfiguration current();
}
