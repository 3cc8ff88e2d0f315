package dev.chatrooms.application.spi;

/** Whom people have noted as their contacts. It is the owner's business alone: the other is not asked and not told. */
public interface Contacts extends PersonList {}
