package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** All screens of the client by name, and how a page comes to each of them. */
final class Screens {
    /** The screens before the login. */
    final Map<String, Consumer<Page>> open = new LinkedHashMap<>();

    /** The screens of an account that has just been created. */
    final Map<String, Consumer<Page>> empty = new LinkedHashMap<>();

    /** The screens of an account with rooms. */
    final Map<String, Consumer<Page>> filled = new LinkedHashMap<>();

    private final ScreenContent content;

    Screens(ScreenContent content) {
        this.content = content;
        beforeLogin();
        ofNewcomers();
        ofRooms();
        ofMoments();
        ofPanels();
        ofLists();
        ofSettings();
        ofLayers();
        ofAdministrators();
        ofFailures();
    }

    // ---- accounts

    private void beforeLogin() {
        open.put("sign-in", page -> go(page, ""));
        open.put("sign-in-refused", page -> {
            go(page, "");
            page.locator("[name=username]").fill("ada");
            page.locator("[name=password]").fill("wrong password");
            PageTest.button(page, "Sign in").click();
            assertThat(page.locator(".form-error")).isVisible();
        });
        open.put("register", page -> {
            go(page, "");
            page.getByText("Create an account").click();
        });
        open.put("forgotten", page -> {
            go(page, "");
            page.getByText("Forgot your password?").click();
            assertThat(page.locator("[name=email]")).isVisible();
        });
        open.put("verify", page -> {
            page.route("**/auth/login", route -> problem(route, 403, "email_not_verified"));
            go(page, "");
            PageTest.signIn(page, "ada");
            assertThat(page.locator("[name=code]")).isVisible();
            page.unrouteAll();
        });
        open.put("reset", page -> {
            page.route("**/auth/password/reset/**", route -> route.fulfill(new Route.FulfillOptions().setStatus(204)));
            go(page, "reset/token");
            assertThat(page.locator("[name=newPassword]")).isVisible();
            page.unrouteAll();
        });
        open.put("reset-expired", page -> {
            go(page, "reset/token");
            assertThat(page.locator("[role=alert]")).isVisible();
        });
        open.put("setup", page -> go(page, "setup/token"));
        open.put("server-down", page -> {
            page.route("**/api/v1/auth/credentials", Route::abort);
            go(page, "");
            assertThat(page.getByText("cannot be reached")).isVisible();
            page.unrouteAll();
        });
        open.put("docs", page -> {
            page.navigate("http://" + ChatSite.DIRECT + "/docs");
            assertThat(page.locator(".opblock").first()).isVisible();
        });
        open.put("docs-errors", page -> page.navigate("http://" + ChatSite.DIRECT + "/docs/errors"));
        open.put("docs-socket", page -> page.navigate("http://" + ChatSite.DIRECT + "/docs/socket"));
    }

    private void ofNewcomers() {
        empty.put("home-empty", page -> go(page, ""));
        for (String place : new String[] {"mentions", "people", "search"}) {
            empty.put(place + "-empty", page -> go(page, place));
        }
        empty.put("room-read-only", page -> room(page, "Elsewhere"));
    }

    // ---- rooms

    private void ofRooms() {
        filled.put("home", page -> go(page, ""));
        filled.put("room", page -> room(page, "Lobby"));
        filled.put("room-launch", page -> room(page, "Launch"));
        filled.put("room-launch-start", page -> {
            go(page, "rooms/" + content.room("Launch") + "/1");
            assertThat(page.locator("[data-seq='1']")).isVisible();
        });
        filled.put("room-private", page -> room(page, "Board"));
        filled.put("room-direct", page -> room(page, "ben"));
        filled.put("room-empty", page -> room(page, "Empty"));
        filled.put(
                "room-long-name",
                page -> room(page, "A name that is far longer than any list of rooms can show in a line"));
        filled.put("room-loading", page -> {
            page.route("**/messages?*", route -> {});
            room(page, "Lobby");
            assertThat(page.locator(".skeleton").first()).isVisible();
        });
        filled.put("room-failed-to-load", page -> {
            page.route("**/messages?*", route -> problem(route, 503, "unavailable"));
            room(page, "Lobby");
            assertThat(page.locator(".message-scroll [role=alert]")).isVisible();
            page.unrouteAll();
        });
        filled.put("room-hover", page -> {
            room(page, "Launch");
            enterLastMessage(page);
        });
        filled.put("message-failed", page -> {
            room(page, "farah");
            PageTest.send(page, "Are you there?");
            assertThat(page.locator(".failure").last()).isVisible();
            page.locator(".failure").getByText("Discard").last().scrollIntoViewIfNeeded();
        });
        filled.put("composer-reply", page -> {
            room(page, "Launch");
            enterLastMessage(page);
            page.locator(".toolbar")
                    .getByLabel("Reply", new Locator.GetByLabelOptions().setExact(true))
                    .click();
            page.locator(".composer textarea").fill("Two lines\nof an answer");
        });
        filled.put("composer-files", page -> {
            room(page, "Launch");
            page.route("**/api/v1/files", route -> problem(route, 413, "quota_exceeded"));
            page.locator(".composer input[type=file]").setInputFiles(new FilePayload[] {
                file("minutes of the meeting in September, with all the notes.txt"), file("plan.txt")
            });
            assertThat(page.locator(".tray-error")).hasCount(2);
            page.unrouteAll();
        });
        filled.put("completion", page -> {
            room(page, "Launch");
            page.locator(".composer textarea").pressSequentially("Thanks @");
            assertThat(page.locator(".completions")).isVisible();
        });
    }

    /** Adds the screens that last for a moment only. */
    private void ofMoments() {
        filled.put("typing", page -> {
            room(page, "Fresh");
            page.waitForCondition(() -> {
                content.type("Fresh");
                return page.locator(".typing-line").innerText().contains("Ben");
            });
        });
        filled.put("new-messages", page -> {
            // An earlier screen may show the room, and the message would be read at once.
            leave(page);
            content.write("Fresh", "Is there anything new?");
            room(page, "Fresh");
            assertThat(page.locator(".new-line")).isVisible();
        });
        filled.put("jump-to-latest", page -> {
            go(page, "rooms/" + content.room("History") + "/1");
            assertThat(page.locator("[data-seq='1']")).isVisible();
            content.write("History", "A message while you read the old ones");
            assertThat(page.locator(".to-end .badge")).isVisible();
        });
        filled.put("uploading", page -> {
            room(page, "Fresh");
            page.route("**/api/v1/files", route -> {});
            page.locator(".composer input[type=file]").setInputFiles(new FilePayload[] {file("plan.txt")});
            assertThat(page.locator(".tray progress")).isVisible();
        });
        filled.put("undo", page -> {
            room(page, "Fresh");
            PageTest.send(page, "A message with a mistake");
            assertThat(page.locator(".message.unsent")).hasCount(0);
            enterLastMessage(page);
            page.locator(".toolbar").getByLabel("More actions").click();
            page.getByRole(AriaRole.MENUITEM).getByText("Delete").click();
            assertThat(page.locator(".toast-action")).isVisible();
        });
    }

    private void ofPanels() {
        filled.put("thread", page -> {
            go(page, "rooms/" + content.room("Launch") + "/2");
            page.locator("[data-seq='2'] .thread-link").click();
            assertThat(page.locator(".panel .composer")).isVisible();
        });
        filled.put("details", page -> details(page, "Launch"));
        filled.put("details-direct", page -> details(page, "ben"));
        filled.put("files", page -> {
            details(page, "Lobby");
            page.locator(".panel").getByText("Files").click();
            assertThat(page.locator(".room-files > li").first()).isVisible();
        });
        filled.put("files-empty", page -> {
            details(page, "Empty");
            page.locator(".panel").getByText("Files").click();
        });
        filled.put("pins", page -> {
            room(page, "Launch");
            page.locator(".room-header").getByLabel("Pinned messages").click();
            assertThat(page.locator(".panel .found").first()).isVisible();
        });
        filled.put("room-settings", page -> {
            details(page, "Launch");
            page.getByText("Room settings").click();
        });
        filled.put("invites", page -> {
            details(page, "Launch");
            page.getByText("Invite links").click();
        });
        filled.put("add-people", page -> {
            details(page, "Launch");
            page.getByLabel("Add people").click();
        });
        filled.put("confirm", page -> {
            details(page, "Launch");
            page.getByText("Delete room").click();
        });
        filled.put("profile", page -> {
            go(page, "people");
            page.getByText(ScreenContent.LONG_NAME).first().click();
            assertThat(page.locator("dialog .profile-name")).isVisible();
        });
    }

    private void ofLists() {
        filled.put("search", page -> {
            go(page, "search?q=rice");
            assertThat(page.locator(".found").first()).isVisible();
        });
        filled.put("search-none", page -> {
            go(page, "search?q=zebra");
            assertThat(page.locator(".list-state")).isVisible();
        });
        filled.put("mentions", page -> {
            go(page, "mentions");
            assertThat(page.locator(".found").first()).isVisible();
        });
        filled.put("directory", page -> go(page, "directory"));
        filled.put("create-room", page -> {
            go(page, "directory");
            page.locator(".page-header .button").click();
        });
        filled.put("people", page -> go(page, "people"));
        filled.put("list-loading", page -> {
            page.route("**/api/v1/rooms?*", route -> {});
            leave(page);
            page.navigate("http://" + ChatSite.DIRECT + "/#/directory");
            assertThat(page.locator(".search-field")).isVisible();
        });
        filled.put("invite", page -> {
            go(page, "invite/" + content.invite);
            assertThat(page.getByText("Join room")).isVisible();
        });
        filled.put("invite-unknown", page -> go(page, "invite/none"));
    }

    private void ofSettings() {
        for (String name : new String[] {"profile", "security", "notifications", "appearance"}) {
            filled.put("settings-" + name, page -> go(page, "settings/" + name));
        }
        filled.put("settings-files", page -> {
            room(page, "Fresh");
            page.locator(".composer input[type=file]").setInputFiles(file("plan.txt"));
            assertThat(page.locator(".send:enabled")).isVisible();
            page.locator(".send").click();
            assertThat(page.locator(".message:not(.unsent) .file-card").last()).isVisible();
            go(page, "settings/files");
            assertThat(page.locator(".file-card").first()).isVisible();
        });
        empty.put("settings-files-empty", page -> go(page, "settings/files"));
    }

    private void ofLayers() {
        filled.put("switcher", page -> {
            room(page, "Lobby");
            PageTest.openSwitcher(page);
            assertThat(page.locator("[role=option]").first()).isVisible();
        });
        filled.put("keys", page -> {
            go(page, "people");
            page.locator("h1").first().focus();
            page.keyboard().press("?");
            assertThat(page.locator(".keys")).isVisible();
        });
        filled.put("emoji", page -> {
            room(page, "Launch");
            page.locator(".composer").getByLabel("Emoji").click();
            assertThat(page.locator(".emoji-grid button").first()).isVisible();
        });
        filled.put("message-menu", page -> {
            room(page, "Launch");
            enterLastMessage(page);
            page.locator(".toolbar").getByLabel("More actions").click();
            assertThat(page.locator(".menu")).isVisible();
        });
        filled.put("account-menu", page -> {
            go(page, "");
            page.locator(".account-button").click();
            assertThat(page.locator(".menu")).isVisible();
        });
        filled.put("lightbox", page -> {
            room(page, "Lobby");
            page.locator(".picture").last().click();
            assertThat(page.locator(".lightbox[open]")).isVisible();
        });
        filled.put("toast", page -> {
            room(page, "Launch");
            enterLastMessage(page);
            page.locator(".toolbar").getByLabel("More actions").click();
            page.getByRole(AriaRole.MENUITEM).getByText("Read by").click();
            assertThat(page.locator(".toast")).isVisible();
        });
    }

    private void ofAdministrators() {
        for (String name : new String[] {"stats", "users", "rooms", "config", "audit"}) {
            filled.put("admin-" + name, page -> {
                go(page, "admin/" + name);
                assertThat(page.locator(".tab[aria-current]")).isVisible();
            });
        }
        filled.put("admin-new-account", page -> {
            go(page, "admin/users");
            page.getByText("New account").click();
        });
        empty.put("admin-forbidden", page -> go(page, "admin/users"));
    }

    private void ofFailures() {
        filled.put("room-unknown", page -> {
            go(page, "rooms/01900000-0000-7000-8000-000000000000");
            assertThat(page.locator(".empty-page h1")).isVisible();
        });
        filled.put("list-failed", page -> {
            page.route("**/api/v1/users*", route -> problem(route, 503, "unavailable"));
            go(page, "people");
            assertThat(page.locator(".list-state[role=alert]")).isVisible();
            page.unrouteAll();
        });
        // The last one, since the page stays without a connection.
        filled.put("offline", page -> {
            AtomicReference<WebSocketRoute> first = new AtomicReference<>();
            page.routeWebSocket(Pattern.compile(".*/ws$"), socket -> {
                if (first.compareAndSet(null, socket)) {
                    socket.connectToServer();
                } else {
                    socket.close();
                }
            });
            room(page, "Launch");
            assertThat(page.locator(".message").last()).isVisible();
            first.get().close();
            assertThat(page.locator(".connection-text")).isVisible();
            PageTest.send(page, "Written without a connection");
            assertThat(page.locator(".message.unsent")).isVisible();
        });
    }

    // ---- places

    /** Opens a place anew, without what an earlier screen has left open. */
    private static void go(Page page, String place) {
        leave(page);
        PageTest.show(page, place);
    }

    private void room(Page page, String name) {
        leave(page);
        page.navigate("http://" + ChatSite.DIRECT + "/#/rooms/" + content.room(name));
        assertThat(page.locator(".room-title h1")).isVisible();
        // An earlier screen may have left a draft.
        Locator text = page.locator(".composer textarea");
        if (text.count() > 0) {
            text.fill("");
        }
    }

    private void details(Page page, String name) {
        room(page, name);
        page.locator(".room-header").getByLabel("Details and members").click();
        assertThat(page.locator(".panel")).isVisible();
    }

    /**
     * Moves the pointer into the last message, or taps it on a touch screen. The rows may still move under the pointer
     * while pictures load.
     */
    private static void enterLastMessage(Page page) {
        Locator last = page.locator(".message").last();
        assertThat(last).isVisible();
        if ((boolean) page.evaluate("() => matchMedia('(pointer: coarse)').matches")) {
            last.locator(".text").tap();
            assertThat(last.locator(".toolbar")).isVisible();
            return;
        }
        page.waitForCondition(() -> {
            page.mouse().move(0, 0);
            last.hover();
            return last.locator(".toolbar").isVisible();
        });
    }

    /** Leaves the place, and takes the pointer away, so that it enters what it comes to next. */
    private static void leave(Page page) {
        page.mouse().move(0, 0);
        page.navigate("about:blank");
    }

    private static FilePayload file(String name) {
        return new FilePayload(name, "text/plain", "Notes".getBytes(StandardCharsets.UTF_8));
    }

    private static void problem(Route route, int status, String code) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(status)
                .setContentType("application/problem+json")
                .setBody("{\"status\":" + status + ",\"code\":\"" + code + "\",\"title\":\"\",\"detail\":\"\"}"));
    }
}
