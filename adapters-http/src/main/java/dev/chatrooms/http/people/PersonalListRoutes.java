package dev.chatrooms.http.people;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.people.PersonalLists;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.mapping.AccountMapping;
import dev.chatrooms.wire.mapping.Pages;
import dev.chatrooms.wire.mapping.PeopleMapping;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The routes for the caller's contacts and blocks. */
public final class PersonalListRoutes {
    private final PersonalLists lists;

    public PersonalListRoutes(PersonalLists lists) {
        this.lists = lists;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/contacts", this::contacts),
                Route.put("/api/v1/contacts/{user}", this::addContact),
                Route.delete("/api/v1/contacts/{user}", this::removeContact),
                Route.get("/api/v1/blocks", this::blocks),
                Route.get("/api/v1/blocks/{user}", this::blocking),
                Route.put("/api/v1/blocks/{user}", this::block),
                Route.delete("/api/v1/blocks/{user}", this::unblock));
    }

    private CompletionStage<Answer> contacts(Call call) {
        return people(lists.contacts(call.caller(), call.query().page()));
    }

    private CompletionStage<Answer> addContact(Call call) {
        return lists.addContact(call.caller(), user(call)).thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> removeContact(Call call) {
        return lists.removeContact(call.caller(), user(call)).thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> blocks(Call call) {
        return people(lists.blocks(call.caller(), call.query().page()));
    }

    private CompletionStage<Answer> blocking(Call call) {
        Blocking blocking = lists.blocking(call.caller(), user(call));
        return Answer.ok(PeopleMapping.blocking(blocking)).now();
    }

    private CompletionStage<Answer> block(Call call) {
        return lists.block(call.caller(), user(call)).thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> unblock(Call call) {
        return lists.unblock(call.caller(), user(call)).thenApply(done -> Answer.noContent());
    }

    private static CompletionStage<Answer> people(Page<Profile> page) {
        return Answer.ok(Pages.of(page, AccountMapping::profile)).now();
    }

    private static String user(Call call) {
        return call.pathText("user");
    }
}
