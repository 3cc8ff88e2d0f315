package dev.chatrooms.persistence.account;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageKey;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.application.people.SearchText.Match;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.persistence.rows.AccountRows;
import dev.chatrooms.persistence.sql.Pages;
import dev.chatrooms.persistence.sql.PgArray;
import dev.chatrooms.persistence.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The search of people in {@code account_search}: one bounded query for each way to match, until the page is full.
 *
 * <p>What it costs. An address, a username and the beginning of one are each a piece of an index. What only contains
 * the term is looked for in two ways, because what is cheap for a common term is dear for a rare one. First among the
 * next {@value #NEAR} people by username: a term that one in {@code NEAR / limit} people has fills the page there,
 * after a few milliseconds. Whatever is rarer than that is found by the index of grams, which costs as much as there
 * are people with all of the term's grams: at most about one in a hundred, some ten thousand rows of a million accounts
 * for the worst term, and a handful for most. Grams of one and two characters are in the index as well, and those of
 * the beginnings of words, so a rare short term is no dearer. Dear is only the last page of a common term that no name
 * has but at the beginning of a word: that nobody has it elsewhere is found out by looking at all who have it. Adding
 * an account, or changing its names, writes some fifty entries into that index.
 */
public record AccountFinder(Sql sql) {
    private static final int NEAR = 5000;

    private record Found(Account account, Match match) {}

    private record Key(Match match, String username) {}

    /** See {@link dev.chatrooms.application.spi.Accounts#search}. */
    public Page<Account> page(@Nullable SearchTerm term, PageRequest page) {
        Key after = PageKey.decode(
                page.cursor(), 2, parts -> new Key(Match.valueOf(parts.get(0)), new Username(parts.get(1)).value()));
        List<Found> found = new ArrayList<>();
        if (term == null) {
            add(found, all(after == null ? "" : after.username(), page.limit() + 1), Match.ANYWHERE);
        } else {
            Account addressee = addressee(term.email());
            for (Match match : Match.values()) {
                int wanted = page.limit() + 1 - found.size();
                if (wanted > 0 && (after == null || match.compareTo(after.match()) >= 0)) {
                    String from = after != null && match == after.match() ? after.username() : "";
                    add(found, find(match, term, addressee, from, wanted), match);
                }
            }
        }
        Page<Found> cut =
                Pages.cut(found, page, f -> PageKey.of(f.match(), f.account().username()));
        return new Page<>(cut.items().stream().map(Found::account).toList(), cut.next());
    }

    private static void add(List<Found> found, List<Account> accounts, Match match) {
        accounts.forEach(account -> found.add(new Found(account, match)));
    }

    private List<Account> find(Match match, SearchTerm term, @Nullable Account addressee, String after, int limit) {
        return switch (match) {
            case EMAIL -> addressee == null || !after.isEmpty() ? List.of() : List.of(addressee);
            case USERNAME -> after.isEmpty() ? named(term) : List.of();
            case USERNAME_PREFIX -> beginning(term, after, limit);
            case WORD_PREFIX -> containing("\n" + term.folded(), term, addressee, after, limit);
            case ANYWHERE -> containing(term.folded(), term, addressee, after, limit);
        };
    }

    private List<Account> all(String after, int limit) {
        return sql.list("""
                select account.*
                from (select account_id, username
                      from account_search
                      where username > :after
                      order by username
                      limit :limit) as found
                  join account on account.id = found.account_id
                order by found.username
                """, s -> s.bind("after", after).bind("limit", limit), AccountRows::account);
    }

    private @Nullable Account addressee(@Nullable EmailAddress email) {
        return email == null
                ? null
                : sql.one(
                                "select account.* from account where email_folded = :folded and email_verified and not deleted",
                                s -> s.bind("folded", email.folded()),
                                AccountRows::account)
                        .orElse(null);
    }

    private List<Account> named(SearchTerm term) {
        return sql.list("""
                select account.*
                from account_search
                  join account on account.id = account_search.account_id
                where account_search.username = :term
                """, s -> s.bind("term", term.folded()), AccountRows::account);
    }

    private List<Account> beginning(SearchTerm term, String after, int limit) {
        return sql.list(
                """
                select account.*
                from (select account_id, username
                      from account_search
                      where username > :after and username < :end
                      order by username
                      limit :limit) as found
                  join account on account.id = found.account_id
                order by found.username
                """,
                s -> s.bind("after", after.isEmpty() ? term.folded() : after)
                        // Usernames are of ASCII: this is behind whatever they go on with.
                        .bind("end", term.folded() + "\u007f")
                        .bind("limit", limit),
                AccountRows::account);
    }

    /** Those whose names contain the part and whom no better way to match has found. */
    private List<Account> containing(
            String part, SearchTerm term, @Nullable Account addressee, String after, int limit) {
        Containing wanted = Containing.of(part, term, addressee, after, limit);
        List<Account> near = near(wanted);
        return near.size() == limit ? near : rare(wanted);
    }

    /**
     * A search for what contains something.
     *
     * @param pattern what the names are like
     * @param better what they are not like, or they were found before
     */
    private record Containing(
            String pattern,
            String better,
            PgArray grams,
            @Nullable UUID addressee,
            String after,
            int limit) {
        static Containing of(String part, SearchTerm term, @Nullable Account addressee, String after, int limit) {
            boolean isWord = part.startsWith("\n");
            String folded = escaped(term.folded());
            return new Containing(
                    "%" + escaped(part) + "%",
                    // The username is the first of the names.
                    isWord ? "\n" + folded + "%" : "%\n" + folded + "%",
                    PgArray.texts(isWord ? term.wordGrams() : term.grams(), gram -> gram),
                    addressee == null ? null : addressee.id().value(),
                    after,
                    limit);
        }

        private static String escaped(String text) {
            return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
        }
    }

    private List<Account> near(Containing wanted) {
        return sql.list(
                """
                select account.*
                from (select account_id, username, names
                      from account_search
                      where username > :after
                      order by username
                      limit :near) as near
                  join account on account.id = near.account_id
                where near.names like :pattern escape '!' and near.names not like :better escape '!'
                  and near.account_id is distinct from cast(:addressee as uuid)
                order by near.username
                limit :limit
                """,
                s -> s.bind("near", NEAR)
                        .bind("after", wanted.after())
                        .bind("pattern", wanted.pattern())
                        .bind("better", wanted.better())
                        .bindByType("addressee", wanted.addressee(), UUID.class)
                        .bind("limit", wanted.limit()),
                AccountRows::account);
    }

    private List<Account> rare(Containing wanted) {
        // An index of grams can only be read by way of a bitmap, which no other statement may be: see SessionSettings.
        sql.execute("set local enable_bitmapscan = on");
        List<Account> found = sql.list(
                """
                select account.*
                from (select account_id, username
                      from account_search
                      where grams @> cast(:grams as text[])
                        and names like :pattern escape '!' and names not like :better escape '!'
                        and account_id is distinct from cast(:addressee as uuid)
                        -- Not by the index of usernames, which for a rare term would be the whole of it.
                        and username || '' > :after
                      order by username || ''
                      limit :limit) as found
                  join account on account.id = found.account_id
                order by found.username
                """,
                s -> s.bind("grams", wanted.grams())
                        .bind("after", wanted.after())
                        .bind("pattern", wanted.pattern())
                        .bind("better", wanted.better())
                        .bindByType("addressee", wanted.addressee(), UUID.class)
                        .bind("limit", wanted.limit()),
                AccountRows::account);
        sql.execute("set local enable_bitmapscan = off");
        return found;
    }
}
