package dev.chatrooms.application.people;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.disable;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.people.Blocking;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PersonalListsTest {
    private final Storage storage = MemoryStorage.create();
    private final Chat chat = chatOn(storage);
    private final PersonalLists lists = chat.personalLists();
    private final Caller alice = person(chat, "alice");
    private final Caller bob = person(chat, "bob");

    @AfterEach
    void close() {
        chat.close();
    }

    private List<String> log() {
        return storage
                .transactions()
                .<List<LoggedEvent>>read(
                        s -> s.log().read(Position.START, s.log().head().position(), 1000))
                .stream()
                .map(event -> event.kind().wireName())
                .toList();
    }

    private static List<String> names(List<Profile> people) {
        return people.stream().map(p -> p.username().value()).toList();
    }

    private void delete(Caller who) {
        storage.transactions().write(uow -> {
            uow.accounts()
                    .update(uow.accounts().find(who.accountId()).orElseThrow().anonymised(Instant.now()));
            return null;
        });
    }

    @Test
    void contactsShouldAcceptIdsAndUsernamesAndAppendOneEvent() {
        lists.addContact(alice, "BOB").join();
        lists.addContact(alice, bob.accountId().toString()).join();
        assertThat(names(lists.contacts(alice, PageRequest.FIRST).items())).containsExactly("bob");
        assertThat(lists.contacts(bob, PageRequest.FIRST).items()).isEmpty();

        lists.removeContact(alice, "bob").join();
        lists.removeContact(alice, "bob").join();
        assertThat(lists.contacts(alice, PageRequest.FIRST).items()).isEmpty();
        assertThat(log()).containsExactly("contact.added", "contact.removed");
    }

    @Test
    void blockShouldApplyInBothDirectionsAndBeLiftedByItsOwnerOnly() {
        lists.block(alice, "bob").join();
        lists.block(alice, "bob").join();
        assertThat(lists.blocking(alice, "bob")).isEqualTo(new Blocking(true, false));
        assertThat(lists.blocking(bob, "alice")).isEqualTo(new Blocking(false, true));

        lists.unblock(bob, "alice").join();
        assertThat(lists.blocking(bob, "alice").either()).isTrue();
        assertThat(lists.blocks(bob, PageRequest.FIRST).items()).isEmpty();
        assertThat(names(lists.blocks(alice, PageRequest.FIRST).items())).containsExactly("bob");

        lists.unblock(alice, "bob").join();
        assertThat(lists.blocking(bob, "alice")).isEqualTo(Blocking.NONE);
        assertThat(log()).containsExactly("block.added", "block.removed");
    }

    @Test
    void changesShouldBeRefusedForTheCallerAndForUnknownUsers() {
        List<BiFunction<Caller, String, CompletableFuture<Void>>> changes =
                List.of(lists::addContact, lists::removeContact, lists::block, lists::unblock);
        for (BiFunction<Caller, String, CompletableFuture<Void>> change : changes) {
            assertThat(refusal(change.apply(alice, "alice")).code()).isEqualTo(RefusalCode.SELF);
            for (String nobody :
                    List.of("nobody", UUID.randomUUID().toString(), "", "a b", "x".repeat(100_000), "\u0000")) {
                assertThat(refusal(change.apply(alice, nobody)).code()).isEqualTo(RefusalCode.NOT_FOUND);
            }
        }
        assertThat(log()).isEmpty();
    }

    @Test
    void deletedAccountShouldLeaveListsAndOnlyBeRemovable() {
        lists.addContact(alice, "bob").join();
        lists.block(alice, "bob").join();
        delete(bob);
        String id = bob.accountId().toString();

        assertThat(lists.contacts(alice, PageRequest.FIRST).items()).isEmpty();
        assertThat(lists.blocks(alice, PageRequest.FIRST).items()).isEmpty();
        assertThat(refusal(lists.addContact(alice, id)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(refusal(lists.block(alice, id)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        lists.removeContact(alice, id).join();
        lists.unblock(alice, id).join();
    }

    @Test
    void changesShouldBeRefusedWhenTheAccountIsDisabled() {
        disable(storage, alice);

        assertThat(refusal(lists.addContact(alice, "bob")).code()).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
        assertThat(refusal(lists.unblock(alice, "bob")).code()).isEqualTo(RefusalCode.ACCOUNT_DISABLED);
    }

    @Test
    void concurrentChangesShouldAppendOneEvent() {
        List<CompletableFuture<Void>> all = IntStream.range(0, 50)
                .mapToObj(i -> lists.addContact(alice, "bob"))
                .toList();
        all.forEach(CompletableFuture::join);

        assertThat(log()).containsExactly("contact.added");
    }

    @Test
    void listsShouldHaveAMaximumSize() {
        storage.transactions().write(uow -> {
            for (int i = 0; i < PersonalLists.MAX_ENTRIES; i++) {
                var id = new dev.chatrooms.domain.id.AccountId(UUID.randomUUID());
                uow.contacts().add(alice.accountId(), id, Integer.MAX_VALUE, Instant.now());
            }
            return null;
        });

        assertThat(refusal(lists.addContact(alice, "bob")).code()).isEqualTo(RefusalCode.TOO_MANY);
        lists.addContact(bob, "alice").join();
    }
}
