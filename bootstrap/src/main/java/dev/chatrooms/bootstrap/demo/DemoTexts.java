package dev.chatrooms.bootstrap.demo;

import java.util.List;
import java.util.Map;

/** The people, the rooms and the texts of the demo. */
final class DemoTexts {
    /** Display names by username. The first one is the administrator. */
    static final List<Map.Entry<String, String>> PEOPLE = List.of(
            Map.entry("ada", "Ada Keller"),
            Map.entry("ben", "Ben Okafor"),
            Map.entry("chloe", "Chloé Martin"),
            Map.entry("dario", "Dario Rossi"),
            Map.entry("emi", "Emi Tanaka"),
            Map.entry("farah", "Farah Nasser"),
            Map.entry("gustav", "Gustav Lind"),
            Map.entry("hana", "Hana Novák"));

    static final Map<String, String> TOPICS = Map.of(
            "Lobby", "Everything that has no other place",
            "Garden", "What grows on the roof",
            "Kitchen", "Recipes, and who cooks on Friday",
            "Board", "Budget and plans");

    static final List<String> LINES = List.of(
            "Good morning! Coffee is ready.",
            "Has anyone seen the key to the roof?",
            "It hangs next to the door, as always.",
            "The tomatoes need water today, it will be 31 °C.",
            "I can do that after lunch.",
            "Thank you! 🙏",
            "Who cooks on Friday?",
            "I would make a curry, if someone brings rice.",
            "Rice is on my list.",
            "The minutes of yesterday are in the folder.",
            "Could we meet at three instead of two?",
            "Three works for me.",
            "For me too.",
            "Here is the link: https://example.org/plan",
            "That looks good. Two small things: the date on page 2, and the name of the room.",
            "Fixed both.",
            "おはようございます。今日もよろしくお願いします。",
            "The printer is out of paper again.",
            "There is a new pack under the desk.",
            "Does the new lamp flicker for you as well?",
            "Only when the heating starts.",
            "I have asked the electrician, and a visit is planned for Monday.",
            "Great work on the beds, they look wonderful!",
            "Basil, mint, chives and a lot of patience.",
            "Shall we vote about the new table?",
            "I am for the round one.",
            "Round. Definitely round.",
            "Then it is decided. 🎉",
            "I will be late, the train stands in the middle of nowhere.",
            "No problem, we start with the second point.");

    static final List<String> REACTIONS = List.of("👍", "❤️", "😂", "🎉", "🙏");

    private DemoTexts() {}
}
