package dev.chatrooms.application.configuration;

import static dev.chatrooms.application.Fixture.UNLIMITED;
import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.give;
import static dev.chatrooms.application.Fixture.login;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Outcomes.blamed;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.admin.AuditRecord;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.configuration.ConfigurationEntry.Source;
import dev.chatrooms.application.configuration.ConfigurationValue.Flag;
import dev.chatrooms.application.configuration.ConfigurationValue.Json;
import dev.chatrooms.application.configuration.ConfigurationValue.Text;
import dev.chatrooms.application.configuration.ConfigurationValue.WholeNumber;
import dev.chatrooms.application.memory.MemoryEventBus;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.AccountRole;
import org.junit.jupiter.api.Test;

/** The configuration on one node and on several. */
public interface ConfigurationContract {
    ConfigurationKey THEME = ConfigurationKey.named("client.theme").orElseThrow();

    /** Returns an empty store, one per test. */
    Storage storage();

    private static Caller admin(Chat chat) {
        return Caller.of(get(chat.administration().createAdmin(Registration.of("root", "correct horse")))
                .id());
    }

    @Test
    default void setShouldBeInEffectAtOnceHereAndSoonElsewhere() {
        Storage storage = storage();
        try (Chat here = chatOn(storage);
                Chat there = chatOn(storage)) {
            ConfigurationManagement configuration =
                    here.administration().as(admin(here)).configuration();

            ConfigurationEntry set = configuration.set(ConfigurationKey.SITE_NAME, new Text("Tea"));
            configuration.set(THEME, new Json("{\"dark\":true}"));

            assertThat(set)
                    .isEqualTo(new ConfigurationEntry(ConfigurationKey.SITE_NAME, new Text("Tea"), Source.DATABASE));
            assertThat(here.configuration().current().name()).isEqualTo("Tea");
            Eventually.await(() -> there.configuration().current().client().containsKey("theme"));
            assertThat(there.configuration().current())
                    .isEqualTo(here.configuration().current());
            configuration.unset(ConfigurationKey.SITE_NAME);
            configuration.unset(THEME);
            assertThat(here.configuration().current().name()).isEqualTo("Chatrooms");
            Eventually.await(() ->
                    there.configuration().current().equals(here.configuration().current()));
            assertThat(there.configuration().current().client()).isEmpty();
        }
    }

    /** The bus of the second node is not that of the first. */
    @Test
    default void changeShouldTakeEffectWhenItsSignalIsLost() {
        Storage storage = storage();
        try (Chat here = chatOn(storage);
                Chat there = chatOn(new Storage(storage.transactions(), new MemoryEventBus()))) {
            here.administration().configuration().set(ConfigurationKey.REGISTRATION_OPEN, new Flag(false));

            Eventually.await(() -> !there.configuration().current().registrationOpen());
            assertThat(refusal(there.accounts().register(Registration.of("alice", "correct horse")))
                            .code())
                    .isEqualTo(RefusalCode.REGISTRATION_CLOSED);
        }
    }

    @Test
    default void entriesOfTheHostShouldWinAndNotBeChangeable() {
        Storage storage = storage();
        try (Chat open = chatOn(storage)) {
            open.administration().configuration().set(ConfigurationKey.REGISTRATION_OPEN, new Flag(true));
        }
        try (Chat closed =
                chatOn(storage, UNLIMITED.toBuilder().openRegistration(false).build())) {
            ConfigurationManagement configuration = closed.administration().configuration();

            assertThat(refusal(() -> configuration.set(ConfigurationKey.REGISTRATION_OPEN, new Flag(true)))
                            .code())
                    .isEqualTo(RefusalCode.SET_BY_ENVIRONMENT);
            assertThat(refusal(() -> configuration.unset(ConfigurationKey.REGISTRATION_OPEN))
                            .code())
                    .isEqualTo(RefusalCode.SET_BY_ENVIRONMENT);
            assertThat(configuration.entries())
                    .contains(new ConfigurationEntry(
                            ConfigurationKey.REGISTRATION_OPEN, new Flag(false), Source.ENVIRONMENT));
        }
    }

    @Test
    default void valuesShouldBeRefusedWhenTheyHaveAnotherTypeOrAreOutOfBounds() {
        try (Chat chat = chatOn(storage())) {
            ConfigurationManagement configuration = chat.administration().configuration();

            assertThat(blamed(refusal(() -> configuration.set(ConfigurationKey.SITE_NAME, new WholeNumber(1)))))
                    .containsExactly("value wrong_type");
            assertThat(blamed(refusal(() -> configuration.set(ConfigurationKey.SITE_NAME, new Text(" ")))))
                    .containsExactly("value empty");
            assertThat(blamed(
                            refusal(() -> configuration.set(ConfigurationKey.SITE_NOTICE, new Text("x".repeat(1001))))))
                    .containsExactly("value too_long");
            assertThat(blamed(refusal(() ->
                            configuration.set(ConfigurationKey.MESSAGES_EDIT_WINDOW_SECONDS, new WholeNumber(-1)))))
                    .containsExactly("value out_of_range");
            assertThat(blamed(refusal(() -> configuration.set(THEME, new Json("\"" + "é".repeat(8192) + "\"")))))
                    .containsExactly("value too_long");
            assertThat(configuration.entries())
                    .extracting(ConfigurationEntry::source)
                    .containsOnly(Source.DEFAULT);
        }
    }

    @Test
    default void entriesOfClientsShouldBeBoundedInNumber() {
        try (Chat chat = chatOn(storage())) {
            ConfigurationManagement configuration = chat.administration().configuration();
            for (int i = 0; i < ConfigurationKey.MAX_CLIENT_ENTRIES; i++) {
                configuration.set(ConfigurationKey.named("client.e" + i).orElseThrow(), new Json("1"));
            }

            assertThat(refusal(() -> configuration.set(THEME, new Json("1"))).code())
                    .isEqualTo(RefusalCode.TOO_MANY);
            configuration.set(ConfigurationKey.named("client.e0").orElseThrow(), new Json("2"));

            assertThat(chat.configuration().current().client())
                    .hasSize(ConfigurationKey.MAX_CLIENT_ENTRIES)
                    .containsEntry("e0", "2")
                    .doesNotContainKey("theme");
        }
    }

    @Test
    default void changesShouldBeAuditedWithTheirActor() {
        try (Chat chat = chatOn(storage())) {
            Caller root = admin(chat);
            chat.administration().as(root).configuration().set(ConfigurationKey.SITE_NAME, new Text("Tea"));
            chat.administration().configuration().unset(ConfigurationKey.SITE_NAME);

            assertThat(chat.administration().audit(new PageRequest(2, null)).items())
                    .extracting(AuditRecord::entry)
                    .extracting(AuditEntry::actor, entry -> entry.action().code() + " " + entry.key())
                    .containsExactly(
                            tuple(null, "configuration.unset site.name"),
                            tuple(root.accountId(), "configuration.set site.name"));
        }
    }

    @Test
    default void operationsShouldBeRefusedToAnyoneWhoIsNoAdministrator() {
        Storage storage = storage();
        try (Chat chat = chatOn(storage)) {
            Caller root = admin(chat);
            Caller alice = person(chat, "alice");
            ConfigurationManagement configuration =
                    chat.administration().as(login(chat, "root")).configuration();
            assertThat(configuration.entries()).isNotEmpty();
            assertThat(refusal(() -> chat.administration().as(alice)).code()).isEqualTo(RefusalCode.ADMIN_ONLY);

            give(storage, root, AccountRole.USER);

            assertThat(refusal(configuration::entries).code()).isEqualTo(RefusalCode.ADMIN_ONLY);
            assertThat(refusal(() -> configuration.set(ConfigurationKey.SITE_NAME, new Text("Mine")))
                            .code())
                    .isEqualTo(RefusalCode.ADMIN_ONLY);
            assertThat(refusal(() -> configuration.unset(ConfigurationKey.SITE_NAME))
                            .code())
                    .isEqualTo(RefusalCode.ADMIN_ONLY);
        }
    }
}
