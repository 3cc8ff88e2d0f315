package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.account.Avatar;
import dev.chatrooms.application.account.ProfileChange;
import dev.chatrooms.application.account.ProfileChange.NewValue;
import dev.chatrooms.application.account.Profiles;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.spi.Settings;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.TextRules;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountEvent;
import dev.chatrooms.domain.account.Bio;
import dev.chatrooms.domain.account.DisplayName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@link Profiles} over the store and the committer. */
final class ProfileUseCases implements Profiles {
    private final Transactor transactor;
    private final AvatarUseCases avatars;
    private final AccountDeletion deletion;
    private final RateLimits rateLimits;

    ProfileUseCases(Transactor transactor, AvatarUseCases avatars, AccountDeletion deletion, RateLimits rateLimits) {
        this.transactor = transactor;
        this.avatars = avatars;
        this.deletion = deletion;
        this.rateLimits = rateLimits;
    }

    @Override
    public CompletableFuture<Account> change(Caller caller, ProfileChange change) {
        return Transactor.attempt(() -> {
            rateLimits.change(caller);
            Checked checked = check(change);
            return transactor.change(Set.of(), uow -> change(uow, caller, checked));
        });
    }

    /** A field of a profile change. */
    private record Field<T>(boolean given, @Nullable T value) {
        @Nullable
        T after(@Nullable T before) {
            return given ? value : before;
        }
    }

    private record Checked(
            Field<DisplayName> displayName, Field<DisplayName> firstName, Field<DisplayName> lastName, Field<Bio> bio) {
        Account of(Account before, Instant at) {
            return before.withProfile(
                    Objects.requireNonNull(displayName.after(before.displayName())),
                    firstName.after(before.firstName()),
                    lastName.after(before.lastName()),
                    bio.after(before.bio()),
                    at);
        }
    }

    private static Checked check(ProfileChange change) {
        Fields fields = new Fields();
        if (change.displayName() != null && change.displayName().text() == null) {
            fields.reject("displayName", "missing", "must not be empty");
        }
        Checked checked = new Checked(
                field(fields, "displayName", change.displayName(), DisplayName::new),
                field(fields, "firstName", change.firstName(), DisplayName::new),
                field(fields, "lastName", change.lastName(), DisplayName::new),
                field(fields, "bio", change.bio(), Bio::new));
        fields.check();
        return checked;
    }

    private static <T> Field<T> field(Fields fields, String name, @Nullable NewValue given, Function<String, T> value) {
        return given == null ? new Field<>(false, null) : new Field<>(true, fields.optional(name, given.text(), value));
    }

    private Account change(UnitOfWork uow, Caller caller, Checked checked) {
        Account before = ActiveAccount.locked(uow, caller);
        if (checked.of(before, before.updatedAt()).equals(before)) {
            return before;
        }
        Instant now = transactor.now();
        Account after = checked.of(before, now);
        uow.accounts().update(after);
        uow.append(new AccountEvent.Updated(after.id()), now);
        return after;
    }

    @Override
    public CompletableFuture<Account> setAvatar(Caller caller, byte[] image) {
        return Transactor.attempt(() -> {
            rateLimits.change(caller);
            return avatars.set(caller, image);
        });
    }

    @Override
    public CompletableFuture<Void> removeAvatar(Caller caller) {
        return Transactor.attempt(() -> {
            rateLimits.change(caller);
            return avatars.remove(caller);
        });
    }

    @Override
    public Avatar avatar(Caller caller, String person, Predicate<String> known) {
        return avatars.find(person, known);
    }

    @Override
    public String settings(Caller caller) {
        return transactor
                .readSingle(stores -> stores.settings().find(caller.accountId()))
                .orElse("{}");
    }

    @Override
    public void setSettings(Caller caller, String json) {
        rateLimits.change(caller);
        Fields fields = new Fields();
        // A text has at least as many bytes as chars, so a huge one is refused before it is encoded.
        if (json.length() > Settings.MAX_BYTES || json.getBytes(StandardCharsets.UTF_8).length > Settings.MAX_BYTES) {
            fields.reject("settings", "too_long", "must be at most 16 KiB");
        } else if (!TextRules.isStorable(json)) {
            fields.reject("settings", "illegal_character", "must not contain NUL or an unpaired surrogate");
        }
        fields.check();
        transactor.write(uow -> {
            Account account = ActiveAccount.locked(uow, caller);
            uow.settings().put(account.id(), json);
            return account;
        });
    }

    @Override
    public CompletableFuture<Void> delete(Caller caller, @Nullable String password) {
        return deletion.delete(caller, password);
    }
}
