package ouroboros.experiment.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Location;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Problems;
import ouroboros.experiment.yaml.Range;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Shown;
import ouroboros.experiment.yaml.Type;
import ouroboros.experiment.yaml.Types;
import ouroboros.text.CorpusSpec;
import ouroboros.text.read.PlainText;

/** Binds {@code corpus}. Without it, the bundled strata are the corpus. */
final class CorpusBinder {
  private static final String BUNDLED = "bundled:";
  private static final List<String> BUNDLES = List.of("bundled:strata");
  private static final String COUNTS = "counts-of-counts";
  private static final String STRATA = "strata";
  private static final Type<String> FIELD = Types.text();
  private static final Pattern PLAIN_TEXT =
      Pattern.compile("\\.txt(\\.(gz|bz2|zst))?$", Pattern.CASE_INSENSITIVE);
  private static final List<String> FIELDS = List.of("text", "id", "stratum");

  private CorpusBinder() {}

  static CorpusSpec bind(Section top) {
    Section section = top.optionalSection("corpus", "{source: bundled:strata}");
    String counts = section.nullable(COUNTS, FIELD, null);
    List<String> source = counts == null ? source(section) : none(section);
    String text = section.optional("text", FIELD, "text");
    String id = section.nullable("id", FIELD, "id");
    String stratum = section.nullable("stratum", FIELD, "stratum");
    List<String> strata = strata(section, stratum);
    String period = section.nullable("period", FIELD, null);
    String group = section.nullable("group", FIELD, null);
    CorpusSpec corpus =
        new CorpusSpec(
            source,
            text,
            id,
            stratum,
            strata,
            period,
            group,
            section.optional(
                "documents", Types.choice(CorpusSpec.Documents.class), CorpusSpec.Documents.FILE),
            section.optional("sample", Types.number(Range.SOME), 1.0),
            section.optional(
                "deduplicate",
                Types.choice(CorpusSpec.Deduplicate.class),
                CorpusSpec.Deduplicate.NONE),
            section.optional(
                "tokenizer",
                Types.choice(CorpusSpec.TokenizerKind.class),
                CorpusSpec.TokenizerKind.WORDS),
            section.optional(
                "sentences", Types.choice(CorpusSpec.Sentences.class), CorpusSpec.Sentences.SPLIT),
            section.optional("lower-case", Types.flag(), true),
            section.optional("min-count", Types.count(1, Integer.MAX_VALUE), 1),
            section.nullable("max-vocabulary", Types.count(1, Integer.MAX_VALUE), null),
            SplitBinder.bind(section, period, group),
            section.optional("resample", Types.flag(), false),
            counts);
    if (counts == null) {
      // The experiment is then the same as one without the key.
      section.resolved().remove(COUNTS);
    }
    section.close();
    return corpus;
  }

  /**
   * Reports field names that are given although every source is a file of plain text by its name.
   * Other names than the usual ones are found when the files are looked at, also in folders.
   */
  static void refuseFieldsOfText(Node.Fields tree, Problems problems) {
    Node.Field given = tree.field("corpus");
    if (given == null || !(given.value() instanceof Node.Fields corpus)) {
      return;
    }
    Node.Field source = corpus.field("source");
    List<Node> named =
        source == null
            ? List.of()
            : source.value() instanceof Node.Items items ? items.values() : List.of(source.value());
    List<String> plain = new ArrayList<>();
    for (Node each : named) {
      if (each instanceof Node.Scalar file && isPlainText(file.text())) {
        plain.add(file.text());
      }
    }
    if (plain.isEmpty() || plain.size() < named.size()) {
      return;
    }
    String files =
        plain.get(0) + (plain.size() == 1 ? " is" : " and " + (plain.size() - 1) + " more are");
    usualFields(corpus)
        .forEach(
            (key, at) -> problems.add(at, "corpus." + key, PlainText.noField(key, key, files)));
  }

  /** The keys of the corpus section that are given and name the field that is the default. */
  static List<String> usualFieldsGiven(Node.Fields tree) {
    Node.Field given = tree.field("corpus");
    return given == null || !(given.value() instanceof Node.Fields corpus)
        ? List.of()
        : List.copyOf(usualFields(corpus).keySet());
  }

  private static Map<String, Location> usualFields(Node.Fields corpus) {
    Map<String, Location> found = new LinkedHashMap<>();
    for (String key : FIELDS) {
      Node.Field field = corpus.field(key);
      if (field != null
          && field.value() instanceof Node.Scalar name
          && name.type() == Node.Type.TEXT
          && name.text().equals(key)) {
        found.put(key, field.at());
      }
    }
    return found;
  }

  private static boolean isPlainText(String source) {
    return PLAIN_TEXT.matcher(source).find();
  }

  private static List<String> strata(Section section, @Nullable String stratum) {
    List<String> strata = section.nullable(STRATA, Types.list(FIELD), null);
    if (strata == null) {
      // The experiment is then the same as one without the key.
      section.resolved().remove(STRATA);
      return List.of();
    }
    if (stratum == null) {
      section.problem(
          STRATA, "corpus.stratum is null, so no document has a stratum; it must name the field");
    }
    return strata;
  }

  private static List<String> none(Section section) {
    if (section.take("source") != null) {
      section.problem("source", "R is given by " + COUNTS + "; remove one of the two");
    }
    return List.of();
  }

  private static List<String> source(Section section) {
    Node.Field field = section.take("source");
    if (field != null && field.value() instanceof Node.Items items) {
      if (items.values().isEmpty()) {
        section.problem("source", "the list is empty; it must name at least one file");
      }
      List<String> sources = section.list("source", FIELD);
      return sources == null ? List.of() : known(section, sources);
    }
    String source = section.optional("source", FIELD, BUNDLES.get(0));
    section.resolved().putArray("source").add(source);
    return known(section, List.of(source));
  }

  private static List<String> known(Section section, List<String> sources) {
    for (String source : sources) {
      if (source.startsWith(BUNDLED) && !BUNDLES.contains(source)) {
        section.problem(
            "source",
            Shown.text(source) + " is not bundled; bundled are: " + String.join(", ", BUNDLES));
      }
    }
    return sources;
  }
}
