package dev.chatrooms.application.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.FeedItem.Resume;
import dev.chatrooms.application.file.FileUpload;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.room.MembershipSettings.Marker;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.room.RoomKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A user that acts at random, records the events it receives, and resumes its stream from the last one processed. */
final class RandomPerson {
    private static final int MAX_ROOMS = 12;
    private static final Set<RefusalCode> FAIR = EnumSet.of(
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_A_MEMBER,
            RefusalCode.LAST_OWNER,
            RefusalCode.INSUFFICIENT_ROLE,
            RefusalCode.CLIENT_ID_REUSED,
            RefusalCode.DELETED,
            RefusalCode.INVALID);
    private static final List<String> EMOJIS = List.of("\uD83D\uDC4D", "\u2764\uFE0F", "\uD83C\uDF75");

    private final Caller caller;
    private final List<Chat> nodes;
    private final SharedRooms rooms;
    private final Random random;
    private final List<ViewedEvent> seen = new ArrayList<>();
    private final Map<String, SendResult> acknowledged = new LinkedHashMap<>();
    private Recorder stream;
    private Cursor start;
    private ClientModel model;
    private int made;
    private int texts;

    RandomPerson(Caller caller, List<Chat> nodes, SharedRooms rooms, long seed) {
        this.caller = caller;
        this.nodes = nodes;
        this.rooms = rooms;
        this.random = new Random(seed);
        connect();
    }

    void live(int steps) {
        for (int step = 0; step < steps; step++) {
            switch (random.nextInt(20)) {
                case 0 -> make();
                case 1, 2 ->
                    rooms.any(random).ifPresent(room -> fairly(node().rooms().join(caller, room)));
                case 3 ->
                    rooms.any(random).ifPresent(room -> fairly(node().rooms().leave(caller, room)));
                case 4 -> {
                    if (random.nextInt(4) == 0) {
                        rooms.any(random)
                                .ifPresent(room -> fairly(node().rooms().delete(caller, room)));
                    } else {
                        rooms.any(random)
                                .ifPresent(room -> fairly(node().customData().set(room, metadata())));
                    }
                }
                case 5 -> {
                    disconnect();
                    connect();
                }
                case 6 -> sendAgainOnBothNodes();
                case 18, 19 -> rooms.any(random).ifPresent(this::readSome);
                case 7 -> stream.request(1 + random.nextInt(3));
                case 8 ->
                    mostlyOwn().ifPresent(message -> fairly(node().editing().edit(caller, message, text())));
                case 9 -> {
                    if (random.nextInt(3) == 0) {
                        mostlyOwn().ifPresent(message -> fairly(node().editing().delete(caller, message)));
                    } else {
                        rooms.anyMessage(random)
                                .ifPresent(message -> fairly(node().customData().set(message, metadata())));
                    }
                }
                case 10, 11 ->
                    rooms.anyMessage(random)
                            .ifPresent(message -> fairly(node().editing()
                                    .react(
                                            caller,
                                            message,
                                            EMOJIS.get(random.nextInt(EMOJIS.size())),
                                            random.nextInt(3) > 0)));
                case 12 ->
                    rooms.anyMessage(random)
                            .ifPresent(message -> fairly(node().editing().pin(caller, message, random.nextBoolean())));
                default -> rooms.any(random).ifPresent(this::sendSeveral);
            }
        }
    }

    private Chat node() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    private void make() {
        if (made++ < MAX_ROOMS) {
            RoomKind kind = random.nextBoolean() ? RoomKind.PUBLIC : RoomKind.PRIVATE;
            String name = caller.accountId() + " " + made;
            rooms.add(node().rooms()
                    .create(caller, new NewRoom(kind, name, null, List.of()))
                    .join()
                    .room()
                    .id());
        }
    }

    private void sendSeveral(RoomId room) {
        Chat node = node();
        List<String> clientIds = new ArrayList<>();
        List<CompletableFuture<SendResult>> sent = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            String clientId = "c" + texts++;
            clientIds.add(clientId);
            sent.add(node.messages()
                    .send(
                            caller,
                            new Send(room, text(), reference(), reference(), List.of(), clientId, metadata())
                                    .withAttachments(attachments())));
        }
        for (int i = 0; i < sent.size(); i++) {
            SendResult posted = fairly(sent.get(i));
            if (posted != null) {
                assertThat(posted.duplicate()).isFalse();
                acknowledged.put(clientIds.get(i), posted);
                rooms.said(posted.message().message());
            }
        }
    }

    /** Returns files for a message, mostly none: a new one, or one that may be attached already or be another's. */
    private List<FileId> attachments() {
        return switch (random.nextInt(8)) {
            case 0 -> List.of(upload().id());
            case 1 -> rooms.anyFile(random).map(file -> List.of(file.id())).orElse(List.of());
            default -> List.of();
        };
    }

    private UploadedFile upload() {
        String name = "file " + texts++ + " of " + caller.accountId();
        try (FileUpload upload = node().files().upload(caller)) {
            upload.write(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8))).join();
            UploadedFile file = upload.finish(name).join();
            rooms.uploaded(file);
            return file;
        }
    }

    /** On both nodes at once, as two devices do. */
    private void readSome(RoomId room) {
        List<CompletableFuture<Marker>> read = new ArrayList<>();
        for (Chat node : nodes) {
            long seq = random.nextInt(40);
            read.add(
                    random.nextInt(3) == 0
                            ? node.membershipSettings().markUnread(caller, room, seq)
                            : node.membershipSettings().read(caller, room, seq));
        }
        read.forEach(RandomPerson::fairly);
    }

    private Optional<MessageId> mostlyOwn() {
        if (acknowledged.isEmpty() || random.nextInt(4) == 0) {
            return rooms.anyMessage(random);
        }
        List<SendResult> own = List.copyOf(acknowledged.values());
        int late = Math.min(own.size(), 4);
        return Optional.of(own.get(own.size() - 1 - random.nextInt(late))
                .message()
                .message()
                .id());
    }

    /** Returns a random text, which may mention an account or everyone. */
    private String text() {
        return "text " + random.nextInt(100)
                + switch (random.nextInt(4)) {
                    case 0 -> " @person" + random.nextInt(RandomHistoryContract.PEOPLE);
                    case 1 -> " @room";
                    default -> "";
                };
    }

    /** Returns random metadata, mostly none. */
    private Metadata metadata() {
        return random.nextInt(3) == 0 ? Metadata.of(Map.of("n", random.nextInt(100))) : null;
    }

    /** A message to refer to, mostly none; it may be one that cannot be referred to. */
    private MessageId reference() {
        return random.nextInt(3) == 0 ? rooms.anyMessage(random).orElse(null) : null;
    }

    private void sendAgainOnBothNodes() {
        if (acknowledged.isEmpty()) {
            return;
        }
        List<String> ids = List.copyOf(acknowledged.keySet());
        String clientId = ids.get(random.nextInt(ids.size()));
        SendResult first = acknowledged.get(clientId);
        RoomId room = first.message().message().roomId();
        for (Chat node : nodes) {
            SendResult again = fairly(node.messages().send(caller, new Send(room, "again", clientId)));
            if (again != null) {
                assertThat(again.duplicate()).isTrue();
                assertThat(again.cursor()).isEqualTo(first.cursor());
                assertThat(again.message().message().id())
                        .isEqualTo(first.message().message().id());
            }
        }
    }

    /** The outcome, or null where it was refused for a reason that a history may bring about. */
    private static <T> T fairly(CompletableFuture<T> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            ChatException.class, refused -> assertThat(FAIR).contains(refused.code()));
            return null;
        }
    }

    private void connect() {
        Recorder recorder = random.nextInt(3) == 0 ? Recorder.idle() : Recorder.eager();
        boolean anew = start == null || random.nextInt(5) == 0;
        StreamRequest request = !anew
                ? StreamRequest.after(lastProcessed().toString())
                : start == null || random.nextBoolean() ? StreamRequest.FROM_NOW : StreamRequest.after("nonsense");
        Chat node = node();
        stream = recorder.on(node.events().events(caller, request));
        stream.request(1);
        assertThat(stream.welcome().resume())
                .isEqualTo(!anew ? Resume.RESUMED : request.cursor() == null ? Resume.FRESH : Resume.RESET);
        if (anew) {
            start = stream.welcome().cursor();
            seen.clear();
            model = new ClientModel(node, caller, stream.welcome().rooms());
        }
    }

    private Cursor lastProcessed() {
        return seen.isEmpty() ? start : seen.get(seen.size() - 1).cursor();
    }

    /** Drops the stream; what it has not handed over by now is lost with it, as with a dead socket. */
    private void disconnect() {
        stream.cancel();
        List<ViewedEvent> more = stream.events();
        seen.addAll(more);
        more.forEach(event -> model.apply(event.event()));
    }

    void catchUp(Position head) {
        disconnect();
        connect();
        stream.request(Long.MAX_VALUE);
        stream.awaitDelivered(head);
        disconnect();
    }

    /** Checks that the state folded from the welcome and all later events equals the actual state. */
    void checkState() {
        assertThat(model).hasToString(ClientModel.fresh(node(), caller).toString());
    }

    /** Checks that exactly those files can be read that the log permits, on every node. */
    void checkFiles(LogModel model) {
        for (UploadedFile file : rooms.files()) {
            boolean readable = rooms.isAttached(file.id())
                    ? model.mayReadAttached(file.id(), caller.accountId())
                    : file.ownerId().equals(caller.accountId());
            for (Chat node : nodes) {
                assertThat(content(node, file.id()))
                        .as("%s", file)
                        .isEqualTo(readable ? file.name().value() : null);
            }
        }
    }

    /** Returns the content of a file, or null if the file is not there for the caller. */
    private String content(Chat node, FileId file) {
        try (InputStream bytes = node.files().file(caller, file).stream()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (ChatException refused) {
            assertThat(refused.code()).isEqualTo(RefusalCode.NOT_FOUND);
            return null;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void checkAgainst(LogModel model, Epoch epoch) {
        acknowledged.forEach((clientId, posted) -> {
            assertThat(posted.cursor().epoch()).isEqualTo(epoch);
            model.checkPosted(posted.cursor().position(), posted.message().message(), caller.accountId());
        });
        model.checkPostedOnlyOnce(caller.accountId(), acknowledged.keySet());
        model.checkSeen(caller.accountId(), start.position(), seen);
    }
}
