package dev.chatrooms.bootstrap.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The account's own pages, in a real browser. */
class AccountPageTest extends PageTest {
    private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{8}(?!\\d)");
    private static final Pattern LINK = Pattern.compile("#/reset/\\S+");
    private static final String NEW_PASSWORD = "another battery staple";

    @Test
    void addressesShouldBeVerifiedByCodeAndForgottenPasswordsReset() {
        Page page = browsers.page(WIDE, 900, false);
        page.navigate("http://" + ChatSite.DIRECT + "/");
        page.getByText("Create an account").click();
        page.locator("[name=username]").fill("ida");
        page.locator("[name=email]").fill("ida@example.org");
        page.locator("[name=password]").fill(ChatSite.PASSWORD);
        button(page, "Create account").click();
        assertThat(page.locator(".account-name")).hasText("ida");
        show(page, "settings/security");
        assertThat(page.getByText("ida@example.org (not verified)")).isVisible();
        page.getByText("Enter the code").click();
        page.locator("[name=code]").fill("00000000");
        button(page, "Verify").click();
        assertThat(page.locator(".form-error")).hasText("The code is wrong or has expired.");
        page.locator("[name=code]").fill(site.mailed(CODE));
        button(page, "Verify").click();
        assertThat(page.getByText("ida@example.org", new Page.GetByTextOptions().setExact(true)))
                .isVisible();

        signOut(page);
        page.getByText("Forgot your password?").click();
        page.locator("[name=email]").fill("ida@example.org");
        button(page, "Send link").click();
        assertThat(page.getByText("a link is on its way")).isVisible();
        String link = site.mailed(LINK);
        page.navigate("http://" + ChatSite.DIRECT + "/" + link);
        page.locator("[name=newPassword]").fill(NEW_PASSWORD);
        button(page, "Set password").click();
        page.locator("[name=username]").fill("ida@example.org");
        page.locator("[name=password]").fill(NEW_PASSWORD);
        button(page, "Sign in").click();
        assertThat(page.locator(".account-name")).hasText("ida");
        page.navigate("http://" + ChatSite.DIRECT + "/" + link);
        assertThat(page.getByText("This link has expired or was used already.")).isVisible();
    }

    @Test
    void sessionsShouldBeSeenAndRevoked() throws Exception {
        String other = site.register("jan", "Jan Moor");
        Page page = signedIn("jan", "settings/security", WIDE, false);
        Locator sessions = page.locator(".settings-section", new Page.LocatorOptions().setHasText("Sessions"));
        assertThat(sessions.locator(".person")).hasCount(2);
        assertThat(sessions.getByText("Chrome on Linux (this one)")).isVisible();
        sessions.getByText("Revoke").click();
        assertThat(sessions.locator(".person")).hasCount(1);
        assertThatThrownBy(() -> site.call("GET", "me", null, other)).hasMessageContaining("401");
        sessions.getByText("Sign out everywhere").click();

        assertThat(page.locator("[name=username]")).isVisible();
    }

    @Test
    void profileAndThemeShouldBeChanged() throws Exception {
        site.register("kai", "Kai");
        Page page = signedIn("kai", "settings/profile", WIDE, false);
        page.locator("[name=displayName]").fill("Kai Brook");
        button(page, "Save").click();
        assertThat(page.locator(".account-name")).hasText("Kai Brook");
        show(page, "settings/security");
        page.locator("[name=currentPassword]").last().fill(ChatSite.PASSWORD);
        page.locator("[name=newPassword]").fill(NEW_PASSWORD);
        button(page, "Change password").click();
        assertThat(page.locator("#app > .toasts .toast")).hasText("The password has been changed");
        show(page, "settings/appearance");
        page.getByLabel("Dark").check();
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        page.reload();

        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(page.locator(".account-name")).hasText("Kai Brook");
        page.getByLabel("Light").check();
        assertThat(page.locator("html")).hasAttribute("data-theme", "light");
    }

    @Test
    void inviteLinksShouldLeadIntoTheirRoomAfterTheSignIn() throws Exception {
        String owner = site.register("lea", "Lea Sund");
        site.register("milo", "Milo Berg");
        Map<String, Object> body = Map.of("kind", "private", "name", "Attic", "topic", "Under the roof");
        String room = site.call("POST", "rooms", body, owner).get("id").asText();
        String code = site.call("POST", "rooms/" + room + "/invites", Map.of(), owner)
                .get("code")
                .asText();
        Page page = signedIn("milo", "invite/" + code, WIDE, false);
        assertThat(page.locator(".welcome-card")).containsText("Lea Sund invites you to");
        assertThat(page.locator(".welcome-card")).containsText("Under the roof");
        page.getByText("Join room").click();

        assertThat(page.locator(".room-title h1")).hasText("Attic");
        assertThat(page.locator(".composer textarea")).isVisible();
        page.navigate("http://" + ChatSite.DIRECT + "/#/invite/none");
        assertThat(page.locator("[role=alert]")).hasText("This invite does not exist or was revoked.");
    }

    @Test
    void pageShouldBeInstallable() {
        Page page = browsers.page(WIDE, 900, false);
        page.navigate("http://" + ChatSite.DIRECT + "/");
        Object icons = page.evaluate("""
                async () => {
                  const address = document.querySelector('link[rel=manifest]').href;
                  const manifest = await (await fetch(address)).json();
                  const load = async icon => {
                    const picture = new Image();
                    picture.src = new URL(icon.src, address);
                    await picture.decode();
                    return `${picture.naturalWidth}x${picture.naturalHeight}`;
                  };
                  const sizes = await Promise.all(manifest.icons.filter(icon => icon.sizes !== 'any').map(load));
                  return [manifest.display, new URL(manifest.start_url, address).pathname, ...sizes].join();
                }""");

        assertThat(icons).isEqualTo("standalone,/,192x192,512x512");
    }

    private static void signOut(Page page) {
        page.locator(".account-button").click();
        page.getByText("Sign out", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("[name=username]")).isVisible();
    }
}
