package ouroboros.report.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ouroboros.ancestry.FamilyTree;
import ouroboros.ancestry.GenealogyLaw;
import ouroboros.ancestry.HumanSentence;
import ouroboros.ancestry.Meetings;
import ouroboros.ancestry.Parent;
import ouroboros.ancestry.Place;
import ouroboros.experiment.yaml.Shown;
import ouroboros.text.Vocabulary;

/** A family tree of tokens as lines for a terminal. */
public final class TraceText {
  private static final int MOST_DOCUMENTS = 5;
  private static final int NAME = 8;

  private final FamilyTree tree;
  private final SortedMap<Place, HumanSentence> humans;

  /**
   * @param humans the human sentences of the tree, by their first place
   */
  public TraceText(FamilyTree tree, SortedMap<Place, HumanSentence> humans) {
    this.tree = tree;
    this.humans = humans;
  }

  /**
   * The ancestors in each source, next to what the law expects.
   *
   * @param sizes tokens of each source
   * @param law null where there is none
   * @param cluster factor of the variance: 1 for a model of order 1
   */
  public List<String> lineages(
      SortedMap<Integer, Long> sizes, @Nullable GenealogyLaw law, double cluster) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%-8s %12s %10s %7s %12s %8s",
            "source",
            "tokens",
            "ancestors",
            "share",
            "expected",
            "z"));
    SortedMap<Integer, Integer> found = tree.lineages();
    TreeSet<Integer> sources = new TreeSet<>(Collections.reverseOrder());
    sources.addAll(found.keySet());
    for (int source : sources) {
      int many = Objects.requireNonNull(found.get(source));
      long tokens = Objects.requireNonNull(sizes.get(source));
      String line =
          String.format(
              Locale.ROOT,
              "%-8s %12d %10d %7.4f",
              Place.sourceName(source),
              tokens,
              many,
              (double) many / tokens);
      lines.add(
          line + (law == null ? "            -        -" : expected(law, source, many, cluster)));
    }
    return lines;
  }

  private static String expected(GenealogyLaw law, int source, int many, double cluster) {
    double sd = law.deviation(source) * Math.sqrt(cluster);
    String z =
        sd == 0 ? "-" : String.format(Locale.ROOT, "%+.2f", (many - law.expected(source)) / sd);
    return String.format(Locale.ROOT, " %12.1f %8s", law.expected(source), z);
  }

  /** How many pairs of tokens have a common ancestor. */
  public static String meetings(Meetings pairs, double tokens) {
    String found =
        pairs.met() == 0
            ? "no estimate of the mean time"
            : String.format(
                Locale.ROOT,
                "mean time %.0f generations (law: %.0f, the tokens of a generation)",
                (double) pairs.generations() / pairs.met(),
                tokens);
    return String.format(
        Locale.ROOT,
        "%d pairs of tokens: %d have a common ancestor, expected %.2f, z %+.2f; %s",
        pairs.pairs(),
        pairs.met(),
        pairs.expected(),
        pairs.z(),
        found);
  }

  /**
   * From whom the sampled tokens descend.
   *
   * @param ofReal the share of each stratum in the tokens of R
   */
  public List<String> founders(SortedMap<String, Double> ofReal) {
    SortedMap<Place, Integer> founders = tree.founders();
    TreeMap<String, Integer> strata = new TreeMap<>();
    TreeMap<String, Integer> documents = new TreeMap<>();
    founders.forEach(
        (founder, many) -> {
          HumanSentence sentence = sentence(founder);
          strata.merge(sentence.stratum(), many, Integer::sum);
          documents.merge(document(founder, sentence), many, Integer::sum);
        });
    int all = Math.max(1, tree.sampled().size());
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d tokens descend from %d tokens in %d human sentences of %d documents, and %d from"
                + " mutations",
            tree.sampled().size() - tree.mutated(),
            founders.size(),
            humans.size(),
            documents.size(),
            tree.mutated()));
    for (Map.Entry<String, Integer> each : strata.entrySet()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %s: %.2f %% of the tokens descend from it; it has %.2f %% of R",
              Shown.whole(each.getKey()),
              100.0 * each.getValue() / all,
              100 * ofReal.getOrDefault(each.getKey(), 0.0)));
    }
    documents.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_DOCUMENTS)
        .forEach(
            each ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "  %s: %.2f %%",
                        Shown.whole(each.getKey()),
                        100.0 * each.getValue() / all)));
    return lines;
  }

  private static String document(Place founder, HumanSentence sentence) {
    return "document "
        + sentence.document()
        + " of "
        + founder.sourceName()
        + " ("
        + sentence.stratum()
        + ")";
  }

  private HumanSentence sentence(Place human) {
    return Objects.requireNonNull(humans.get(new Place(human.source(), human.unit(), 0)));
  }

  /**
   * One sentence in every generation back to people. Words that were copied from one sentence, one
   * behind the other, form a piece; its number is that of the sentence.
   *
   * @param words of the sampled tokens, in their order
   */
  public List<String> sentence(List<String> words, Vocabulary vocabulary) {
    List<String> lines = new ArrayList<>();
    TreeSet<Integer> sources = new TreeSet<>(Collections.reverseOrder());
    List<SortedMap<Integer, Place>> paths = new ArrayList<>();
    for (Place token : tree.sampled()) {
      TreeMap<Integer, Place> path = new TreeMap<>();
      tree.path(token).forEach(place -> path.put(place.source(), place));
      sources.addAll(path.keySet());
      paths.add(path);
    }
    for (int source : sources) {
      lines.add(name(source) + pieces(source, words, paths));
    }
    mutations(words, lines);
    TreeMap<Place, TreeSet<Integer>> copied = new TreeMap<>();
    for (Place token : tree.sampled()) {
      tree.human(token)
          .ifPresent(
              human ->
                  copied
                      .computeIfAbsent(
                          new Place(human.source(), human.unit(), 0), first -> new TreeSet<>())
                      .add(human.position()));
    }
    copied.forEach((first, positions) -> lines.add(human(first, positions, vocabulary)));
    return lines;
  }

  private static String name(int source) {
    String name = Place.sourceName(source);
    return name + " ".repeat(Math.max(1, NAME - name.length()));
  }

  private static String pieces(
      int source, List<String> words, List<SortedMap<Integer, Place>> paths) {
    StringBuilder line = new StringBuilder();
    Place before = null;
    for (int i = 0; i < words.size(); i++) {
      Place place = paths.get(i).get(source);
      if (place == null) {
        line.append(i > 0 && before == null ? "" : (i > 0 ? " | " : "") + "..");
      } else if (before != null
          && before.unit() == place.unit()
          && before.position() + 1 == place.position()) {
        line.append(' ').append(words.get(i));
      } else {
        line.append(i > 0 ? " | " : "").append(place.unit()).append(": ").append(words.get(i));
      }
      before = place;
    }
    return line.toString();
  }

  private void mutations(List<String> words, List<String> lines) {
    for (int i = 0; i < words.size(); i++) {
      Place eldest = tree.eldest(tree.sampled().get(i));
      if (!eldest.isHuman()) {
        Parent parent = tree.parent(eldest);
        lines.add(
            words.get(i)
                + ": no copy, but "
                + (parent.place() == null ? "a mutation" : "a copy")
                + " in "
                + eldest.sourceName()
                + " (unit "
                + eldest.unit()
                + ")");
      }
    }
  }

  /** A human sentence with the copied words in brackets. */
  private String human(Place first, Set<Integer> positions, Vocabulary vocabulary) {
    HumanSentence sentence = Objects.requireNonNull(humans.get(first));
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < sentence.tokens().size(); at++) {
      boolean isCopied = positions.contains(at);
      text.append(at > 0 ? " " : "");
      text.append(isCopied && !positions.contains(at - 1) ? "[" : "");
      text.append(vocabulary.word(sentence.tokens().get(at)));
      text.append(isCopied && !positions.contains(at + 1) ? "]" : "");
    }
    return first.sourceName()
        + " "
        + first.unit()
        + ", document "
        + sentence.document()
        + ", "
        + Shown.whole(sentence.stratum())
        + ": "
        + Shown.whole(text.toString());
  }
}
