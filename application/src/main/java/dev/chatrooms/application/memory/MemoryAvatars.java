package dev.chatrooms.application.memory;

import dev.chatrooms.application.common.EncodedImage;
import dev.chatrooms.application.memory.Tables.AvatarKey;
import dev.chatrooms.application.memory.Tables.AvatarRow;
import dev.chatrooms.application.spi.Avatars;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.AvatarId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

record MemoryAvatars(MemoryTransaction tx) implements Avatars {
    /** Sorts after all image ids, which are hexadecimal. */
    private static final String HIGHEST = "g";

    @Override
    public void add(AccountId account, AvatarId id, EncodedImage picture) {
        tx.requireWritable();
        if (!has(account, id)) {
            tx.put(tx.tables.avatars, key(account, id), new AvatarRow(id, picture));
        }
    }

    @Override
    public Optional<EncodedImage> find(AccountId account, AvatarId id) {
        return Optional.ofNullable(tx.get(tx.tables.avatars, key(account, id))).map(AvatarRow::picture);
    }

    @Override
    public boolean has(AccountId account, AvatarId id) {
        return tx.get(tx.tables.avatars, key(account, id)) != null;
    }

    @Override
    public void retain(AccountId account, Collection<AvatarId> ids) {
        tx.requireWritable();
        List<AvatarRow> all = tx.range(
                        tx.tables.avatars, new AvatarKey(account.value(), ""), new AvatarKey(account.value(), HIGHEST))
                .toList();
        all.stream()
                .map(AvatarRow::id)
                .filter(id -> !ids.contains(id))
                .forEach(id -> tx.put(tx.tables.avatars, key(account, id), null));
    }

    private static AvatarKey key(AccountId account, AvatarId id) {
        return new AvatarKey(account.value(), id.value());
    }
}
