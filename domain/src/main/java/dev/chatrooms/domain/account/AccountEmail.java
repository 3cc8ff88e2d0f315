package dev.chatrooms.domain.account;

/**
 * The e-mail address of an account. Several accounts may have the same unverified address.
 *
 * @param verified whether the owner of the account has proved that mail to the address reaches them
 */
public record AccountEmail(EmailAddress address, boolean verified) {}
