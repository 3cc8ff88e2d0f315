package dev.chatrooms.application.mail.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.memory.MemoryMailer;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.MailRequest;
import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.application.spi.Mailer.Mail;
import dev.chatrooms.application.spi.Mailer.NotSent;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.EmailAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delivery of requested mails, with a clock set by hand and without a thread. */
class DeliveryTest {
    private final HandClock clock = new HandClock();
    private final Storage storage = MemoryStorage.create();
    private final StoreFixture store = StoreFixture.in(storage);
    private final MemoryMailer mailbox = new MemoryMailer();
    private final List<RuntimeException> failures = new ArrayList<>();
    private final Mailer mailer = mail -> {
        mailbox.send(mail);
        if (!failures.isEmpty()) {
            throw failures.remove(0);
        }
    };
    private final Delivery delivery = on(storage.transactions());
    private Account alice;

    private Delivery on(Transactions transactions) {
        return new Delivery(transactions, new MailComposer(clock, "https://chat.example.org"), mailer, clock);
    }

    @BeforeEach
    void anAddressToProve() {
        alice = store.person("alice");
        store.write(uow -> {
            uow.codes().expect(alice.id(), new EmailAddress("alice@example.org"));
            return uow.outbox().add(UUID.randomUUID(), new MailRequest.VerifyAddress(alice.id()), clock.instant());
        });
    }

    private static NotSent notSent(boolean forGood) {
        return new NotSent("451 come back later", forGood, null);
    }

    private static String code(Mail mail) {
        return mail.text()
                .lines()
                .filter(line -> line.matches("\\d{8}"))
                .findFirst()
                .orElseThrow();
    }

    private boolean isGood(Mail mail) {
        byte[] hash = new MailedSecret(code(mail)).hashFor(alice.id());
        return store.write(
                uow -> uow.codes().tryCode(alice.id(), hash, clock.instant()).isPresent());
    }

    @Test
    void deliverNextShouldSendAMailOnce() {
        assertThat(delivery.deliverNext()).isTrue();
        assertThat(delivery.deliverNext()).isFalse();

        clock.advance(Duration.ofDays(1));
        assertThat(delivery.deliverNext()).isFalse();
        assertThat(mailbox.mails()).hasSize(1);
    }

    @Test
    void deliverNextShouldDropARequestWithoutAMail() {
        delivery.deliverNext();
        store.write(uow ->
                uow.outbox().add(UUID.randomUUID(), new MailRequest.PasswordChanged(alice.id()), clock.instant()));

        assertThat(delivery.deliverNext()).isTrue();

        clock.advance(Duration.ofDays(1));
        assertThat(delivery.deliverNext()).isFalse();
        assertThat(mailbox.mails()).hasSize(1);
    }

    @Test
    void mailShouldBeRetriedWithANewCodeWhenItWasNotSent() {
        failures.add(notSent(false));
        assertThat(delivery.deliverNext()).isTrue();

        clock.advance(Duration.ofSeconds(10).minusMillis(1));
        assertThat(delivery.deliverNext()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(delivery.deliverNext()).isTrue();

        assertThat(mailbox.mails()).hasSize(2);
        Mail first = mailbox.mails().get(0);
        Mail second = mailbox.mails().get(1);
        assertThat(isGood(first) && !code(first).equals(code(second)))
                .as("the former code")
                .isFalse();
        assertThat(isGood(second)).isTrue();
    }

    /** 10 s doubled up to an hour, for a day. */
    @Test
    void retryDelayShouldDoubleUpToAnHourAndEndAfterADay() {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            failures.add(notSent(false));
        }
        Duration waited = Duration.ZERO;
        Duration since = Duration.ZERO;
        while (waited.compareTo(Duration.ofHours(48)) < 0) {
            if (delivery.deliverNext()) {
                pauses.add(since.toSeconds());
                since = Duration.ZERO;
            }
            clock.advance(Duration.ofSeconds(10));
            since = since.plusSeconds(10);
            waited = waited.plusSeconds(10);
        }

        assertThat(pauses.subList(0, 12))
                .containsExactly(0L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 2560L, 3600L, 3600L);
        assertThat(pauses.stream().mapToLong(Long::longValue).sum())
                .isBetween(
                        Duration.ofHours(23).toSeconds(), Duration.ofHours(24).toSeconds());
    }

    @Test
    void mailShouldBeDroppedWhenTheAddressIsRejectedPermanently() {
        failures.add(notSent(true));
        assertThat(delivery.deliverNext()).isTrue();

        clock.advance(Duration.ofHours(2));
        assertThat(delivery.deliverNext()).isFalse();
    }

    @Test
    void mailShouldBeRetriedWhenTheMailerFailsUnexpectedly() {
        failures.add(new IllegalStateException("a bug"));
        assertThat(delivery.deliverNext()).isTrue();

        clock.advance(Duration.ofSeconds(10));
        assertThat(delivery.deliverNext()).isTrue();
        assertThat(mailbox.mails()).hasSize(2);
    }

    @Test
    void mailShouldBeSentAgainAfterItsLeaseWhenANodeDies() {
        Delivery dying = on(new Transactions() {
            private int writes;

            @Override
            public <T> T read(Function<? super Stores, ? extends T> work) {
                return storage.transactions().read(work);
            }

            @Override
            public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
                if (++writes > 2) {
                    throw new StoreUnavailable("dead after claiming and writing the mail", null);
                }
                return storage.transactions().write(work);
            }
        });

        assertThatThrownBy(dying::deliverNext).isInstanceOf(StoreUnavailable.class);

        assertThat(delivery.deliverNext()).as("while it is leased").isFalse();
        clock.advance(Delivery.LEASE);
        assertThat(delivery.deliverNext()).isTrue();
        assertThat(mailbox.mails()).hasSize(2);
        assertThat(isGood(mailbox.mails().get(1))).isTrue();
    }
}
