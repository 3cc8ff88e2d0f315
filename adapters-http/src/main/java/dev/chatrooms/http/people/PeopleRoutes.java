package dev.chatrooms.http.people;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.people.People;
import dev.chatrooms.application.people.Person;
import dev.chatrooms.application.people.PersonPresence;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Query;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.mapping.AccountMapping;
import dev.chatrooms.wire.mapping.MessageMapping;
import dev.chatrooms.wire.mapping.Pages;
import dev.chatrooms.wire.mapping.PeopleMapping;
import dev.chatrooms.wire.mapping.RoomMapping;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The routes for searching people and viewing their profiles, rooms, messages and presence. */
public final class PeopleRoutes {
    private final People people;

    public PeopleRoutes(People people) {
        this.people = people;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/users", this::search),
                Route.get("/api/v1/users/{user}", this::show),
                Route.get("/api/v1/users/{user}/rooms", this::rooms),
                Route.get("/api/v1/users/{user}/messages", this::messages).readingPages(),
                Route.get("/api/v1/presence", this::presence));
    }

    private CompletionStage<Answer> search(Call call) {
        Query query = call.query();
        PageRequest page = query.page();
        Page<Profile> found = people.search(call.caller(), query.text("search"), page);
        return Answer.ok(Pages.of(found, AccountMapping::profile)).now();
    }

    private CompletionStage<Answer> show(Call call) {
        Person person = people.person(call.caller(), call.pathText("user"));
        return Answer.ok(PeopleMapping.person(person)).now();
    }

    private CompletionStage<Answer> rooms(Call call) {
        PageRequest page = call.query().page();
        Page<RoomView> rooms = people.rooms(call.caller(), call.pathText("user"), page);
        AccountId viewer = call.caller().accountId();
        return Answer.ok(Pages.of(rooms, room -> RoomMapping.room(room, viewer)))
                .now();
    }

    private CompletionStage<Answer> messages(Call call) {
        PageRequest page = call.query().page();
        Page<MessageView> messages = people.messages(call.caller(), call.pathText("user"), page);
        AccountId viewer = call.caller().accountId();
        return Answer.ok(MessageMapping.page(messages, viewer)).now();
    }

    private CompletionStage<Answer> presence(Call call) {
        String users = call.query().text("users");
        if (users == null || users.isEmpty()) {
            throw MalformedInput.field("users", "missing", "is required");
        }
        List<String> named = List.of(users.split(",", -1));
        if (named.size() > People.MAX_USERS) {
            throw MalformedInput.field("users", "too_many", "must be at most " + People.MAX_USERS);
        }
        List<PersonPresence> presences = people.presence(call.caller(), named);
        return Answer.ok(PeopleMapping.presences(presences)).now();
    }
}
