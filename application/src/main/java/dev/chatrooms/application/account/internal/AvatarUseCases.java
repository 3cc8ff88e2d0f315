package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.account.Avatar;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.EncodedImage;
import dev.chatrooms.application.internal.AccountLookup;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.internal.Sha256;
import dev.chatrooms.application.spi.Avatars;
import dev.chatrooms.application.spi.MediaInspector;
import dev.chatrooms.application.spi.MediaInspector.ImageRejected;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountEvent;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.AvatarId;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stores and shows avatars. A separate transaction stores the image before the change that shows it: up to a megabyte
 * does not belong into a transaction that all senders wait for.
 */
final class AvatarUseCases {
    /** 128 bits, so that different images have different ids. */
    private static final int ID_DIGITS = 32;

    private final Transactor transactor;
    private final MediaInspector inspector;
    private final Executor workers;

    private record Stored(AvatarId id, EncodedImage picture) {}

    AvatarUseCases(Transactor transactor, MediaInspector inspector, Executor workers) {
        this.transactor = transactor;
        this.inspector = inspector;
        this.workers = workers;
    }

    CompletableFuture<Account> set(Caller caller, byte[] image) {
        return ChatFuture.supplyAsync(
                        () -> {
                            EncodedImage picture = made(image);
                            return store(caller, idOf(picture), picture);
                        },
                        workers)
                .thenCompose(stored -> transactor.change(Set.of(), uow -> {
                    if (!uow.avatars().has(caller.accountId(), stored.id())) {
                        // A concurrent upload has removed it, which is rare.
                        uow.avatars().add(ActiveAccount.locked(uow, caller).id(), stored.id(), stored.picture());
                    }
                    return show(uow, caller, stored.id());
                }));
    }

    private static AvatarId idOf(EncodedImage picture) {
        return new AvatarId(HexFormat.of().formatHex(Sha256.of(picture.bytes())).substring(0, ID_DIGITS));
    }

    /** Blocks while the picture is decoded. */
    private EncodedImage made(byte[] bytes) {
        if (bytes.length > Avatars.MAX_BYTES) {
            throw refused("an image may have at most " + Avatars.MAX_BYTES + " bytes");
        }
        try {
            return inspector.avatar(bytes);
        } catch (ImageRejected e) {
            throw switch (e.reason()) {
                case UNSUPPORTED -> refused("not a PNG, JPEG, GIF or WebP image");
                case TOO_LARGE ->
                    new ChatException(
                            RefusalCode.IMAGE_TOO_LARGE,
                            "an image may have at most " + MediaInspector.MAX_AVATAR_SOURCE_SIDE + " pixels each way");
                case BUSY -> ChatException.unavailable("too many images are waiting", e);
            };
        }
    }

    private static ChatException refused(String detail) {
        return new ChatException(RefusalCode.UNSUPPORTED_MEDIA_TYPE, detail);
    }

    /** Stores the image beside the one that is shown now, and removes images that incomplete uploads have left. */
    private Stored store(Caller caller, AvatarId id, EncodedImage picture) {
        return transactor.write(uow -> {
            Account account = ActiveAccount.locked(uow, caller);
            AvatarId shown = account.avatar();
            uow.avatars().retain(account.id(), shown == null ? Set.of(id) : List.of(shown, id));
            uow.avatars().add(account.id(), id, picture);
            return new Stored(id, picture);
        });
    }

    CompletableFuture<Void> remove(Caller caller) {
        return transactor.run(Set.of(), uow -> show(uow, caller, null));
    }

    private Account show(UnitOfWork uow, Caller caller, @Nullable AvatarId avatar) {
        Account before = ActiveAccount.locked(uow, caller);
        uow.avatars().retain(before.id(), avatar == null ? Set.of() : Set.of(avatar));
        Instant now = transactor.now();
        Account after = before.withAvatar(avatar, now);
        if (after.withAvatar(avatar, before.updatedAt()).equals(before)) {
            return before;
        }
        uow.accounts().update(after);
        uow.append(new AccountEvent.Updated(after.id()), now);
        return after;
    }

    Avatar find(String person, Predicate<String> known) {
        return transactor.read(stores -> {
            Account account = AccountLookup.require(stores.accounts(), person);
            return account.avatar() == null
                    ? drawn(account.id(), known)
                    : uploaded(stores, account.id(), account.avatar(), known);
        });
    }

    private static Avatar uploaded(Stores stores, AccountId account, AvatarId id, Predicate<String> known) {
        if (known.test(id.value())) {
            return new Avatar(id, id.value(), null);
        }
        EncodedImage picture = stores.avatars()
                .find(account, id)
                .orElseThrow(() -> new IllegalStateException("an account shows an image that does not exist"));
        return new Avatar(id, id.value(), picture);
    }

    private static Avatar drawn(AccountId account, Predicate<String> known) {
        String tag = GeneratedAvatar.TAG + account;
        return new Avatar(null, tag, known.test(tag) ? null : GeneratedAvatar.of(account));
    }
}
