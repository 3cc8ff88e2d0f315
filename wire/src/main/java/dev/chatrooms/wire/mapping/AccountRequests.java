package dev.chatrooms.wire.mapping;

import dev.chatrooms.application.account.AccountRecovery;
import dev.chatrooms.application.account.ProfileChange.NewValue;
import dev.chatrooms.wire.EmailChange;
import dev.chatrooms.wire.Login;
import dev.chatrooms.wire.PasswordChange;
import dev.chatrooms.wire.PasswordReset;
import dev.chatrooms.wire.ProfileChange;
import dev.chatrooms.wire.Registration;
import dev.chatrooms.wire.TextChange;
import dev.chatrooms.wire.Verification;
import org.jspecify.annotations.Nullable;

/** Requests about accounts. An {@code address} is that of the client. */
public final class AccountRequests {
    private AccountRequests() {}

    public static dev.chatrooms.application.account.Registration registration(
            Registration request, @Nullable String address) {
        return new dev.chatrooms.application.account.Registration(
                request.username(),
                request.password(),
                request.email(),
                request.displayName(),
                request.firstName(),
                request.lastName(),
                address);
    }

    public static dev.chatrooms.application.account.Login login(
            Login request, @Nullable String userAgent, @Nullable String address) {
        return new dev.chatrooms.application.account.Login(request.username(), request.password(), userAgent, address);
    }

    public static dev.chatrooms.application.account.ProfileChange profileChange(ProfileChange request) {
        return new dev.chatrooms.application.account.ProfileChange(
                given(request.displayName()),
                given(request.firstName()),
                given(request.lastName()),
                given(request.bio()));
    }

    public static AccountRecovery.Verification verification(Verification request, @Nullable String address) {
        return new AccountRecovery.Verification(request.username(), request.code(), address);
    }

    public static AccountRecovery.PasswordReset passwordReset(PasswordReset request, @Nullable String address) {
        return new AccountRecovery.PasswordReset(request.token(), request.newPassword(), address);
    }

    public static AccountRecovery.PasswordChange passwordChange(PasswordChange request, @Nullable String address) {
        return new AccountRecovery.PasswordChange(request.currentPassword(), request.newPassword(), address);
    }

    public static AccountRecovery.EmailChange emailChange(EmailChange request, @Nullable String address) {
        return new AccountRecovery.EmailChange(request.email(), request.currentPassword(), address);
    }

    private static @Nullable NewValue given(@Nullable TextChange change) {
        return change == null ? null : new NewValue(change.text());
    }
}
