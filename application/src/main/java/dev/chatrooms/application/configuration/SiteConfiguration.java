package dev.chatrooms.application.configuration;

import java.util.SortedMap;

/**
 * The part of the configuration that is public, also without an account.
 *
 * @param messageLength the maximum length of a message's text in code points
 * @param attachments the maximum number of files of a message
 * @param uploadBytes the maximum size of a file
 * @param client the entries of clients by their names without prefix, each as JSON
 */
public record SiteConfiguration(
        String name,
        String notice,
        boolean registrationOpen,
        boolean emailVerification,
        int messageLength,
        int attachments,
        long uploadBytes,
        SortedMap<String, String> client) {}
