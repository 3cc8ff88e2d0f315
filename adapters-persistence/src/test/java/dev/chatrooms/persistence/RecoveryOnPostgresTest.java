package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.Outcomes;
import dev.chatrooms.application.account.AccountRecovery.EmailChange;
import dev.chatrooms.application.account.AccountRecovery.PasswordChange;
import dev.chatrooms.application.account.AccountRecovery.PasswordReset;
import dev.chatrooms.application.account.AccountRecovery.Verification;
import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.Mailbox;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.account.SignedIn;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.spi.MailRequest;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Username;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Password recovery on a real database. */
class RecoveryOnPostgresTest extends OnPostgres {
    private static final String ADDRESS = "alice@example.org";

    private final Mailbox mailbox = new Mailbox();
    private Chat chat;

    @BeforeEach
    void start() {
        chat = chat();
    }

    private Chat chat() {
        return Fixture.builder(storage())
                .settings(Fixture.UNLIMITED)
                .mailer(mailbox)
                .build();
    }

    @AfterEach
    void stop() {
        chat.close();
    }

    private SignedIn login(String password) {
        return Outcomes.get(chat.authentication().login(new Login(ADDRESS, password, null, null)));
    }

    private void aliceWithAVerifiedAddress() {
        Outcomes.get(
                chat.accounts().register(new Registration("alice", "correct horse", ADDRESS, null, null, null, null)));
        chat.recovery().verify(new Verification("alice", mailbox.codeTo(ADDRESS), null));
    }

    @Test
    void forgottenPasswordShouldBeReplacedByMail() {
        aliceWithAVerifiedAddress();
        SignedIn before = login("correct horse");

        chat.recovery().forgotPassword("ALICE@example.org", null);
        String token = mailbox.tokenTo(ADDRESS);
        chat.recovery().checkResetToken(token, null);
        Outcomes.get(chat.recovery().resetPassword(new PasswordReset(token, "battery staple", null)));

        assertThat(Outcomes.refusal(() -> chat.authentication().authenticate(before.accessToken()))
                        .code())
                .isEqualTo(RefusalCode.UNAUTHENTICATED);
        login("battery staple");
        assertThat(Outcomes.refusal(() -> chat.recovery().checkResetToken(token, null))
                        .code())
                .isEqualTo(RefusalCode.NOT_FOUND);
    }

    @Test
    void passwordAndEmailShouldChangeWhenTheCallerIsSignedIn() {
        aliceWithAVerifiedAddress();
        Caller here = chat.authentication().authenticate(login("correct horse").accessToken());

        Outcomes.get(chat.recovery().changePassword(here, new PasswordChange("correct horse", "battery staple", null)));
        mailbox.nextTo(ADDRESS);
        Outcomes.get(chat.recovery().changeEmail(here, new EmailChange("alice@example.net", "battery staple", null)));
        chat.recovery().verify(new Verification("alice", mailbox.codeTo("alice@example.net"), null));

        assertThat(chat.accounts().account(here).email()).hasToString("alice@example.net");
    }

    /**
     * A change of the e-mail address invalidates earlier links. A request that has read the old address just before
     * must not create a new one just after.
     */
    @Test
    void linkShouldNotBeSentToAnAddressThatIsBeingReplaced() {
        aliceWithAVerifiedAddress();
        storage().transactions().write(uow -> {
            Account alice = uow.accounts()
                    .find(new Username("alice"))
                    .flatMap(account -> uow.accounts().lock(account.id()))
                    .orElseThrow();
            uow.accounts().update(alice.withEmail(new EmailAddress("alice@example.net"), true, alice.updatedAt()));
            uow.codes().voidToken(alice.id());
            chat.recovery().forgotPassword(ADDRESS, null);
            awaitLockWait();
            return alice;
        });

        chat.recovery().forgotPassword("alice@example.net", null);

        // Mails arrive in order, so a mail to the old address would come first.
        mailbox.tokenTo("alice@example.net");
    }

    private void awaitLockWait() {
        Eventually.await(
                "a session that waits for a lock",
                () -> !server.column(
                                database,
                                "select pid::text from pg_stat_activity"
                                        + " where datname = current_database() and wait_event_type = 'Lock'")
                        .isEmpty());
    }

    /** Otherwise anyone with access to the database or a backup could use them. */
    @Test
    void databaseShouldNotContainCodesOrTokens() {
        Outcomes.get(
                chat.accounts().register(new Registration("alice", "correct horse", ADDRESS, null, null, null, null)));
        String code = mailbox.codeTo(ADDRESS);
        aVerifiedAddressOf("alice");
        chat.recovery().forgotPassword(ADDRESS, null);
        String token = mailbox.tokenTo(ADDRESS);

        assertThat(server.column(database, "select c::text from one_time_code c"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).doesNotContain(code, token));
        assertThat(server.column(database, "select o::text from outbox o"))
                .allSatisfy(row -> assertThat(row).doesNotContain(code, token));
    }

    private void aVerifiedAddressOf(String username) {
        server.execute(database, "update account set email_verified = true where username = '" + username + "'");
    }

    @Test
    void mailShouldBeSentByAnotherNodeWhenTheFirstIsGone() {
        aliceWithAVerifiedAddress();
        chat.close();
        storage()
                .transactions()
                .write(uow -> uow.outbox()
                        .add(
                                UUID.randomUUID(),
                                new MailRequest.ResetPassword(new EmailAddress(ADDRESS)),
                                InstantSource.system().instant()));

        chat = chat();
        chat.recovery().forgotPassword("nobody@example.org", null);

        mailbox.tokenTo(ADDRESS);
    }
}
