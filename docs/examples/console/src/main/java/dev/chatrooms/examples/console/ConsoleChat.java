package dev.chatrooms.examples.console;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;

/** Two people in a terminal: Alice sends each line of the input, and the output shows what Bob receives. */
public final class ConsoleChat {
    private ConsoleChat() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        run(new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())), System.out);
    }

    static void run(BufferedReader in, PrintStream out) throws IOException, InterruptedException {
        // tag::chat[]
        try (Chat chat = Chat.inMemory()) {
            Caller alice = register(chat, "alice");
            Caller bob = register(chat, "bob");
            NewRoom room = new NewRoom(RoomKind.PUBLIC, "Tea", "Leaves, not bags", List.of());
            RoomId tea = chat.rooms().create(alice, room).join().id();
            chat.rooms().join(bob, tea).join();
            MessagePrinter printer = new MessagePrinter(out);
            chat.events().events(bob, StreamRequest.FROM_NOW).subscribe(printer);
            printer.awaitStart();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                chat.messages().send(alice, new Send(tea, line, null)).join();
                printer.awaitMessage();
            }
        }
        // end::chat[]
    }

    // tag::register[]
    private static Caller register(Chat chat, String username) {
        Registration registration = Registration.of(username, "a cup of earl grey");
        return Caller.of(chat.accounts().register(registration).join().id());
    }
    // end::register[]
}
