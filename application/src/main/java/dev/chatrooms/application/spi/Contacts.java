package dev.chatrooms.application.spi;

/** The contacts of each account. A list concerns its owner only: contacts are not asked or notified. */
public interface Contacts extends PersonList {}
