package ouroboros.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.ml.feature.StopWordsRemover;

/**
 * Which language a text may be in: scripts by their letters, languages by the frequent words of
 * them that MLlib knows. A guess for people; nothing is computed from it.
 */
final class LanguageGuess {
  /** Languages with a list of frequent words. */
  private static final List<String> LANGUAGES =
      List.of(
          "danish",
          "dutch",
          "english",
          "finnish",
          "french",
          "german",
          "hungarian",
          "italian",
          "norwegian",
          "portuguese",
          "russian",
          "spanish",
          "swedish",
          "turkish");

  /** Scripts without spaces between words, which ICU divides by dictionaries. */
  private static final List<Character.UnicodeScript> DICTIONARY =
      List.of(
          Character.UnicodeScript.HAN,
          Character.UnicodeScript.HIRAGANA,
          Character.UnicodeScript.KATAKANA,
          Character.UnicodeScript.THAI,
          Character.UnicodeScript.LAO,
          Character.UnicodeScript.KHMER,
          Character.UnicodeScript.MYANMAR);

  /** Scripts without spaces between words and without a dictionary: a clause is one token. */
  private static final List<Character.UnicodeScript> UNDIVIDED =
      List.of(
          Character.UnicodeScript.TAI_LE,
          Character.UnicodeScript.NEW_TAI_LUE,
          Character.UnicodeScript.TAI_THAM,
          Character.UnicodeScript.TAI_VIET,
          Character.UnicodeScript.JAVANESE,
          Character.UnicodeScript.BALINESE);

  private static final double FEWEST = .15;
  private static final double CLOSE = .75;
  private static final double SHOWN = .01;
  private static final double MANY = .1;

  private final Map<String, Integer> frequent = new HashMap<>();
  private final long[] found = new long[LANGUAGES.size()];
  private final Map<Character.UnicodeScript, Long> letters =
      new EnumMap<>(Character.UnicodeScript.class);
  private long words;

  LanguageGuess() {
    for (int i = 0; i < LANGUAGES.size(); i++) {
      for (String word : StopWordsRemover.loadDefaultStopWords(LANGUAGES.get(i))) {
        frequent.merge(word.toLowerCase(Locale.ROOT), 1 << i, (a, b) -> a | b);
      }
    }
  }

  /** Adds a token in lower case; those without a letter do not count. */
  void add(CharSequence text, int start, int end) {
    String token = text.subSequence(start, end).toString();
    long before = words;
    token
        .codePoints()
        .filter(Character::isLetter)
        .forEach(
            letter -> {
              words = before + 1;
              letters.merge(Character.UnicodeScript.of(letter), 1L, Long::sum);
            });
    int in = frequent.getOrDefault(token, 0);
    for (int i = 0; i < found.length; i++) {
      found[i] += (in >> i) & 1;
    }
  }

  /** The guess and what it is made from, in one line. */
  String text() {
    if (words == 0) {
      return "no letters";
    }
    List<Integer> ranked = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      ranked.add(i);
    }
    ranked.sort(Comparator.comparingLong((Integer i) -> found[i]).reversed());
    int first = ranked.get(0);
    int second = ranked.get(1);
    String language = "not recognised by frequent words";
    if (found[first] >= FEWEST * words) {
      boolean isClose = found[second] >= CLOSE * found[first];
      language =
          String.format(
              Locale.ROOT,
              "%s, as %s of the words are frequent words of it (%s: %s)",
              name(first) + (isClose ? " or " + name(second) : ""),
              percent(found[first], words),
              name(second),
              percent(found[second], words));
    }
    return language + "; letters: " + scripts();
  }

  /** What the tokenizer {@code words} does to scripts that have no spaces; empty for others. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    String divided = those(DICTIONARY);
    if (!divided.isEmpty()) {
      warnings.add(
          divided
              + " has no spaces between words: the tokenizer words divides it by ICU's"
              + " dictionaries, which do not know every word; tokenizer: characters needs none");
    }
    String undivided = those(UNDIVIDED);
    if (!undivided.isEmpty()) {
      warnings.add(
          undivided
              + " has no spaces between words, and ICU has no dictionary for it, so the tokenizer"
              + " words takes several words for one; use tokenizer: characters");
    }
    return warnings;
  }

  private String those(List<Character.UnicodeScript> scripts) {
    return scripts.stream()
        .filter(script -> letters.getOrDefault(script, 0L) > MANY * all())
        .map(LanguageGuess::name)
        .collect(Collectors.joining(" and "));
  }

  private String scripts() {
    long all = all();
    List<Map.Entry<Character.UnicodeScript, Long>> most =
        letters.entrySet().stream()
            .sorted(Map.Entry.<Character.UnicodeScript, Long>comparingByValue().reversed())
            .filter(each -> each.getValue() >= SHOWN * all)
            .toList();
    long others = all - most.stream().mapToLong(Map.Entry::getValue).sum();
    return most.stream()
            .map(each -> percent(each.getValue(), all) + " " + name(each.getKey()))
            .collect(Collectors.joining(", "))
        + (others > 0 ? ", less than 1 % of each other script" : "");
  }

  private long all() {
    return letters.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String percent(long some, long all) {
    return String.format(Locale.ROOT, "%.0f %%", 100.0 * some / all);
  }

  private static String name(int language) {
    String name = LANGUAGES.get(language);
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** Such as Latin, or Tai Le. */
  private static String name(Character.UnicodeScript script) {
    StringBuilder name = new StringBuilder();
    for (String part : script.name().split("_", -1)) {
      name.append(name.length() > 0 ? " " : "").append(part.charAt(0));
      name.append(part.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }
}
