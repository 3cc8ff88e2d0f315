package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.Settings;
import dev.chatrooms.domain.id.AccountId;
import java.util.Optional;

record MemorySettings(MemoryTransaction tx) implements Settings {
    @Override
    public void put(AccountId account, String text) {
        tx.put(tx.tables.settings, account.value(), text);
    }

    @Override
    public Optional<String> find(AccountId account) {
        return Optional.ofNullable(tx.get(tx.tables.settings, account.value()));
    }

    @Override
    public void remove(AccountId account) {
        tx.put(tx.tables.settings, account.value(), null);
    }
}
