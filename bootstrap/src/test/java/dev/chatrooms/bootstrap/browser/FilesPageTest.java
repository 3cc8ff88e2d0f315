package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files in messages, in a real browser. */
class FilesPageTest extends PageTest {
    private static final String UPLOADS = "**/api/v1/files";

    /** Records a short video, and pastes it. */
    private static final String RECORD = """
            async target => {
              const canvas = document.createElement('canvas');
              canvas.width = 64;
              canvas.height = 48;
              const context = canvas.getContext('2d');
              const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' });
              const parts = [];
              recorder.ondataavailable = ({ data }) => parts.push(data);
              const stopped = new Promise(done => (recorder.onstop = done));
              recorder.start(100);
              for (let i = 0; i < 40 && parts.reduce((sum, part) => sum + part.size, 0) < 1500; i++) {
                context.fillStyle = `hsl(${i * 30} 80% 50%)`;
                context.fillRect(i % 8, 0, 40, 48);
                await new Promise(done => setTimeout(done, 100));
              }
              recorder.stop();
              await stopped;
              const data = new DataTransfer();
              data.items.add(new File(parts, 'clip.webm', { type: 'video/webm' }));
              const options = { bubbles: true, cancelable: true, clipboardData: data };
              target.dispatchEvent(new ClipboardEvent('paste', options));
            }""";

    private static String token;

    @BeforeAll
    static void register() throws Exception {
        token = site.register("fay", "Fay Lund");
        site.register("gus", "Gus Hall");
    }

    @Test
    void filesShouldArriveWithTheirMessageAndPicturesKeepTheirSpace() throws Exception {
        String room = room("Pictures");
        Page fay = inRoom("fay", room, WIDE, false);
        choose(fay, picture(), text("notes.txt"));
        assertThat(fay.locator(".tray-item progress")).hasCount(0);
        send(fay, "Two files");
        assertThat(fay.locator(".message:not(.unsent) .picture img")).hasCount(1);
        assertThat(fay.locator(".tray-item")).hasCount(0);
        choose(fay, picture());
        assertThat(fay.locator(".send")).isEnabled();
        fay.locator(".composer textarea").press("Enter");
        // Gus is no member and gets no events: both messages have to be stored before the room is opened.
        assertThat(fay.locator(".message:not(.unsent) .picture img")).hasCount(2);

        Page gus = inRoom("gus", room, PHONE, true);
        Locator pictures = gus.locator(".picture img");
        assertThat(pictures).hasCount(2);
        assertThat(pictures.first()).hasAttribute("width", "400");
        assertThat(pictures.first()).hasAttribute("height", "200");
        check(gus, "phone-files");
        Download download =
                gus.waitForDownload(() -> gus.getByLabel("Download notes.txt").click());
        assertThat(download.suggestedFilename()).isEqualTo("notes.txt");
        assertThat(Files.readString(download.path())).isEqualTo("Notes");
        pictures.first().click();
        assertThat(gus.locator(".lightbox[open]")).isVisible();
        assertThat(gus.locator(".lightbox-count")).hasText("1 of 2");
        gus.keyboard().press("ArrowRight");
        assertThat(gus.locator(".lightbox-count")).hasText("2 of 2");
        check(gus, "phone-picture");
        gus.keyboard().press("Escape");
        assertThat(gus.locator(".lightbox")).hasCount(0);
        fay.getByLabel("Details and members").click();
        fay.locator(".panel").getByText("Files").click();
        assertThat(fay.locator(".room-files > li")).hasCount(3);
        check(fay, "wide-files");
    }

    @Test
    void refusedUploadsShouldSayWhyAndBeRetriedOrRemoved() throws Exception {
        Page page = inRoom("fay", room("Refused"), WIDE, false);
        page.route(UPLOADS, route -> {});
        choose(page, text("slow.txt"));
        assertThat(page.getByLabel("Uploading slow.txt")).isVisible();
        assertThat(page.locator(".send")).isDisabled();
        page.locator(".composer textarea").press("Enter");
        assertThat(page.locator(".toast.error")).hasText("Not sent yet: some files are not uploaded.");
        page.getByLabel("Cancel the upload of slow.txt").click();
        assertThat(page.locator(".tray-item")).hasCount(0);
        page.unroute(UPLOADS);
        page.route(UPLOADS, FilesPageTest::overQuota);
        choose(page, text("a.txt"));
        assertThat(page.locator(".tray-error")).hasText("Your files would take more space than your account has.");
        assertThat(page.locator(".send")).isDisabled();
        page.unroute(UPLOADS);
        page.getByLabel("Upload a.txt again").click();
        assertThat(page.locator(".tray-error")).hasCount(0);
        assertThat(page.locator(".send")).isEnabled();
        page.getByLabel("Remove a.txt").click();

        assertThat(page.locator(".tray-item")).hasCount(0);
        assertThat(page.locator(".send")).isDisabled();
    }

    @Test
    void filesShouldBePastedAndDropped() throws Exception {
        Page page = inRoom("fay", room("Dropped"), WIDE, false);
        transfer(page, ".composer textarea", "paste", "pasted.txt");
        assertThat(page.locator(".tray-name")).hasText("pasted.txt");
        transfer(page, ".room-main", "dragenter", "dropped.txt");
        assertThat(page.locator(".drop-zone")).isVisible();
        transfer(page, ".room-main", "drop", "dropped.txt");

        assertThat(page.locator(".drop-zone")).hasCount(0);
        assertThat(page.locator(".tray-item")).hasCount(2);
        assertThat(page.locator(".send")).isEnabled();
        page.locator(".send").click();
        assertThat(page.locator(".message:not(.unsent) .file-name"))
                .hasText(new String[] {"pasted.txt", "dropped.txt"});
    }

    @Test
    void soundAndVideoShouldPlayInPlace() throws Exception {
        Page page = inRoom("fay", room("Played"), WIDE, false);
        choose(page, sound("tone.wav"));
        assertThat(page.locator(".send")).isEnabled();
        page.locator(".composer textarea").evaluate(RECORD);
        assertThat(page.locator(".tray-item")).hasCount(2);
        assertThat(page.locator(".send")).isEnabled();
        page.locator(".send").click();
        for (String kind : new String[] {"audio", "video"}) {
            Locator media = page.locator(".message:not(.unsent) " + kind);
            assertThat(media).isVisible();
            assertThat(media.evaluate("media => new Promise(done => {"
                            + " media.onplaying = () => done('playing');"
                            + " media.onerror = () => done(media.error.message);"
                            + " media.muted = true; media.play(); })"))
                    .isEqualTo("playing");
        }
    }

    @Test
    void picturesShouldCloseWithTheirRoom() throws Exception {
        String room = room("Closed");
        Page page = inRoom("fay", room, WIDE, false);
        choose(page, picture());
        assertThat(page.locator(".send")).isEnabled();
        page.locator(".send").click();
        page.locator(".message:not(.unsent) .picture").click();
        assertThat(page.locator(".lightbox[open]")).isVisible();
        show(page, "people");

        assertThat(page.locator(".lightbox")).hasCount(0);
    }

    @Test
    void avatarShouldBeChangedWithoutLossOfWhatHasBeenTyped() throws Exception {
        String room = room("Portraits");
        Page page = inRoom("gus", room, WIDE, false);
        page.getByText("Join room").click();
        send(page, "It is me");
        assertThat(page.locator(".message:not(.unsent) .avatar")).hasCount(1);
        show(page, "settings/profile");
        Locator description = page.locator("textarea[name=bio]");
        description.fill("Half a sentence");
        page.locator(".avatar-field input[type=file]").setInputFiles(picture());
        assertThat(page.locator("#app > .toasts .toast")).hasText("Saved");

        assertThat(description).hasValue("Half a sentence");
        show(page, "rooms/" + room);
        assertThat(page.locator(".message .avatar")).hasAttribute("src", Pattern.compile(".*/avatar\\?v=.+"));
    }

    @Test
    void pictureAndNameOfOthersShouldChangeInTheMessagesThatAreShown() throws Exception {
        String room = room("Gallery");
        String olga = site.register("olga", "Olga Nes");
        site.call("POST", "rooms/" + room + "/join", null, olga);
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", "An old one"), olga);
        Page page = inRoom("fay", room, WIDE, false);
        assertThat(page.locator(".message-sender")).hasText("Olga Nes");
        assertThat(page.locator(".message .avatar")).hasAttribute("src", Pattern.compile(".*/avatar"));
        Page hers = signedIn("olga", "settings/profile", WIDE, false);
        hers.locator(".avatar-field input[type=file]").setInputFiles(picture());
        Pattern changed = Pattern.compile(".*/avatar\\?v=.+");
        assertThat(page.locator(".message .avatar")).hasAttribute("src", changed);
        site.call("PATCH", "me", Map.of("displayName", "Olga Berg"), olga);
        assertThat(page.locator(".message-sender")).hasText("Olga Berg");

        site.call("POST", "rooms/" + room + "/messages", Map.of("text", "Mine"), token);
        site.call("POST", "rooms/" + room + "/messages", Map.of("text", "A new one"), olga);
        assertThat(page.locator(".message .avatar")).hasCount(3);
        assertThat(page.locator(".message .avatar").last()).hasAttribute("src", changed);
        assertThat(page.locator(".message .avatar").first()).hasAttribute("src", changed);
    }

    @Test
    void ownFilesShouldBeListedAndDeletedWhileTheyAreInNoMessage() throws Exception {
        site.register("hedy", "Hedy Wall");
        Page page = inRoom("hedy", room("Own files"), WIDE, false);
        page.getByText("Join room").click();
        choose(page, text("sent.txt"));
        assertThat(page.locator(".send")).isEnabled();
        page.locator(".send").click();
        assertThat(page.locator(".message:not(.unsent) .file-name")).hasText("sent.txt");
        choose(page, text("left.txt"));
        assertThat(page.locator(".send")).isEnabled();
        show(page, "settings/files");
        assertThat(page.locator(".settings-section .file-name")).hasText(new String[] {"left.txt", "sent.txt"});
        assertThat(page.locator(".settings-section")).containsText("10 B are used");
        check(page, "wide-own-files");
        page.getByLabel("Delete sent.txt").click();
        button(page, "Delete").click();
        assertThat(page.locator(".form-error")).hasText("This file is in a message. It is deleted with the message.");
        page.keyboard().press("Escape");
        page.getByLabel("Delete left.txt").click();
        button(page, "Delete").click();

        assertThat(page.locator(".settings-section .file-name")).hasText(new String[] {"sent.txt"});
        assertThat(page.locator(".settings-section")).containsText("5 B are used");
    }

    static FilePayload sound(String name) throws IOException {
        AudioFormat format = new AudioFormat(8000, 8, 1, true, false);
        byte[] silence = new byte[8000];
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(silence), format, silence.length),
                AudioFileFormat.Type.WAVE,
                file);
        return new FilePayload(name, "audio/wav", file.toByteArray());
    }

    private static void transfer(Page page, String target, String type, String name) {
        page.locator(target).evaluate("""
                        (target, [type, name]) => {
                          const data = new DataTransfer();
                          data.items.add(new File(['text'], name, { type: 'text/plain' }));
                          const options = { bubbles: true, cancelable: true };
                          target.dispatchEvent(type === 'paste'
                            ? new ClipboardEvent(type, { ...options, clipboardData: data })
                            : new DragEvent(type, { ...options, dataTransfer: data }));
                        }""", new Object[] {type, name});
    }

    private static void overQuota(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(413)
                .setContentType("application/problem+json")
                .setBody("{\"status\":413,\"code\":\"quota_exceeded\",\"title\":\"\",\"detail\":\"\"}"));
    }

    private static Page inRoom(String username, String room, int width, boolean isDark) {
        Page page = signedIn(username, "rooms/" + room, width, isDark);
        assertThat(page.locator(".room-title h1")).isVisible();
        return page;
    }

    private static String room(String name) throws Exception {
        return site.call("POST", "rooms", Map.of("kind", "public", "name", name), token)
                .get("id")
                .asText();
    }

    private static void choose(Page page, FilePayload... files) {
        page.locator(".composer input[type=file]").setInputFiles(files);
        assertThat(page.locator(".tray-item")).hasCount(files.length);
    }

    private static FilePayload picture() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(800, 400, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return new FilePayload("view.png", "image/png", bytes.toByteArray());
    }

    private static FilePayload text(String name) {
        return new FilePayload(name, "text/plain", "Notes".getBytes(StandardCharsets.UTF_8));
    }
}
