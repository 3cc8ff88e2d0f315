package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.account.AccountManagement;
import dev.chatrooms.application.account.AccountRecovery;
import dev.chatrooms.application.account.Authentication;
import dev.chatrooms.application.account.HostSessions;
import dev.chatrooms.application.account.Profiles;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.configuration.internal.LiveConfiguration;
import dev.chatrooms.application.internal.ActiveCallers;
import dev.chatrooms.application.internal.Bulkhead;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.mail.internal.MailRequests;
import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.application.spi.MediaInspector;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.TokenIssuer;
import java.util.concurrent.Executor;

/** The use cases of accounts, wired together. */
public record AccountServices(
        AccountManagement accounts,
        Authentication authentication,
        AccountRecovery recovery,
        Profiles profiles,
        AccountCreation accountCreation,
        HostSessions hostSessions,
        ExternalAccounts externalAccounts,
        HostAccountDeletion hostDeletion) {

    /**
     * Builds the use cases.
     *
     * @param workers runs work that blocks on the store
     * @param logins limits the share of the workers for logins and registrations
     * @param pictures limits the share of the workers that wait for pictures
     */
    public static AccountServices create(
            Transactor transactor,
            ActiveCallers callers,
            PasswordHasher hasher,
            TokenIssuer tokens,
            MailRequests mails,
            SessionUpkeep upkeep,
            RateLimits rateLimits,
            ChatSettings settings,
            LiveConfiguration configuration,
            IdGenerator ids,
            Executor workers,
            Bulkhead logins,
            MediaInspector inspector,
            Bulkhead pictures) {
        AttemptLimiter attempts = new AttemptLimiter(rateLimits);
        AccountCreation accountCreation = new AccountCreation(transactor, hasher, mails, settings, ids, logins);
        AccessTokens accessTokens = new AccessTokens(tokens, settings);
        SessionRefresh refreshing = new SessionRefresh(transactor, accessTokens, rateLimits, workers);
        CurrentPassword currentPassword = new CurrentPassword(transactor, hasher, workers);
        OwnCredentials own = new OwnCredentials(transactor, currentPassword, hasher, mails, attempts, workers);
        AvatarUseCases avatars = new AvatarUseCases(transactor, inspector, pictures);
        ExternalAccounts externalAccounts = new ExternalAccounts(transactor, ids, workers);
        AccountRemoval removal = new AccountRemoval(transactor, callers, workers);
        AccountDeletion deletion = new AccountDeletion(currentPassword, attempts, removal);
        return new AccountServices(
                new AccountUseCases(transactor, accountCreation, rateLimits, configuration),
                new AuthenticationUseCases(
                        transactor,
                        hasher,
                        tokens,
                        accessTokens,
                        refreshing,
                        upkeep.lastSeen(),
                        attempts,
                        settings,
                        ids,
                        logins,
                        new FailedLogins(transactor, workers)),
                new RecoveryUseCases(transactor, hasher, mails, attempts, own, workers),
                new ProfileUseCases(transactor, avatars, deletion, rateLimits),
                accountCreation,
                new HostSessionUseCases(transactor, accessTokens, callers, externalAccounts, settings, ids, workers),
                externalAccounts,
                new HostAccountDeletion(transactor, removal, workers));
    }
}
