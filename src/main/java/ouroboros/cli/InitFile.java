package ouroboros.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import ouroboros.spark.InputSurvey.Field;
import ouroboros.spark.InputSurvey.Sizes;
import ouroboros.spark.InputSurvey.Survey;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Part;

/** The experiment file that {@code init} writes for a corpus: a pilot, with a comment a key. */
final class InitFile {
  private static final double LITTLE_TEXT = 20_000;

  private final Survey found;
  private final String name;
  private final int cores;
  private final List<String> warnings;
  private final Pilot pilot;

  InitFile(Survey found, String name, int cores) {
    this.found = found;
    this.name = name;
    this.cores = cores;
    this.warnings = new ArrayList<>(found.warnings());
    this.pilot = Pilot.of(found, cores);
    warn();
  }

  /** What will probably go wrong. */
  List<String> warnings() {
    return warnings;
  }

  private void warn() {
    Sizes sizes = found.sizes();
    if (!pilot.hasTest()) {
      warnings.add(
          documents()
              + ", and parts are made of whole documents: there is no test text, so no perplexity,"
              + " and no reserve, so no policy fresh; with "
              + Pilot.FEW_DOCUMENTS
              + " documents or more there would be");
    } else if (pilot.fresh() == 0) {
      warnings.add(
          documents()
              + ", so half of them are R and half are test text; there is no reserve, so policies"
              + " that need it, such as fresh, cannot run");
    }
    if (sizes.tokens() < LITTLE_TEXT) {
      warnings.add(
          "the corpus has only "
              + number(sizes.tokens())
              + " tokens: intervals will be wide and perplexity rough; 100,000 or more are better");
    }
    if (sizes.sentences() < 1) {
      warnings.add("no sentence was found in it");
    }
  }

  /** Why the documents do not suffice for all parts. */
  private String documents() {
    double all = found.sizes().documents();
    if (all < 1.5) {
      return "the corpus is one document";
    }
    if (all < Pilot.FEW_DOCUMENTS) {
      return "the corpus has only " + number(all) + " documents";
    }
    if (pilot.documents() < Pilot.FEW_DOCUMENTS) {
      return "a run of minutes has room for only " + number(pilot.documents()) + " documents";
    }
    return found.sizes().tokens() < LITTLE_TEXT
        ? "there is little text"
        : "the documents differ much in size, and a reserve of some of them may be too small";
  }

  /** The estimate of size and time in one line. */
  String estimate() {
    double drawn = pilot.drawn();
    double seconds = 20 + drawn / (Pilot.TOKENS_A_SECOND * cores);
    return String.format(
        Locale.ROOT,
        "R has about %s tokens; %d cells x %d replicates x %d generations draw about %s tokens,"
            + " about %s on %d cores that have nothing else to do",
        number(pilot.tokens()),
        pilot.cells(),
        Pilot.REPLICATES,
        Pilot.GENERATIONS,
        number(drawn),
        seconds < 90 ? number(seconds) + " s" : number(Math.ceil(seconds / 60)) + " min",
        cores);
  }

  /** The file. */
  String text() {
    Sizes sizes = found.sizes();
    StringBuilder out = new StringBuilder();
    line(out, "# Written by jobs/init. Change what you like; jobs/validate checks it.");
    line(out, "#   jobs/run THIS-FILE --out FOLDER --forecast     what it will cost");
    line(
        out,
        "#   jobs/run THIS-FILE --out FOLDER                the experiment; again to resume it");
    line(out, "# " + estimate() + ".");
    line(
        out,
        String.format(
            Locale.ROOT,
            "# The time is for %.1f million tokens a second and core, as measured on a server (AMD"
                + " EPYC). On a busy machine it",
            Pilot.TOKENS_A_SECOND / 1e6));
    line(out, "# takes several times as long; the run shows the time that is left.");
    warnings.forEach(each -> line(out, "# WARNING: " + each.replace('\n', ' ')));
    line(out, "name: " + name);
    line(
        out,
        "seed: "
            + Pilot.SEED
            + "                          # another seed is another draw of everything");
    line(out, "corpus:");
    line(
        out,
        String.format(
            Locale.ROOT,
            "  # %s: %,d %s, %,d bytes; %s%s documents, %s sentences, %s tokens",
            found.format(),
            sizes.files(),
            sizes.files() == 1 ? "file" : "files",
            sizes.bytes(),
            sizes.isExact() ? "" : "from a part of it, about ",
            number(sizes.documents()),
            number(sizes.sentences()),
            number(sizes.tokens())));
    List<String> sources = found.sources().stream().map(InitFile::source).toList();
    if (sources.size() == 1) {
      line(out, "  source: " + sources.get(0));
    } else {
      line(out, "  source:");
      sources.forEach(each -> line(out, "    - " + each));
    }
    fields(out);
    line(
        out,
        "  sample: "
            + plain(pilot.sample())
            + "                     # "
            + (pilot.sample() == 1
                ? "all documents; less makes the run shorter"
                : "share of the documents, here about "
                    + number(pilot.documents())
                    + ", so that this first run is short; raise it for a longer run"));
    boolean tokenized = found.layout().isTokenized();
    line(out, "  # language: " + found.language());
    line(
        out,
        "  tokenizer: "
            + (tokenized ? "whitespace" : "words")
            + "                # words, whitespace or characters");
    line(
        out,
        "  sentences: "
            + (tokenized ? "lines" : "split")
            + "                # split by rules of the language, or every line is one");
    line(out, "  lower-case: true");
    line(out, "  min-count: 1                    # rarer words become <unk>");
    line(
        out,
        "  # R is what models are trained on; reserve is real text for the policies that ask for"
            + " more of it");
    line(out, "  split: " + split());
    line(out, "family: {kind: ngram, order: 3, smoothing: {kind: none}}");
    line(
        out,
        "size: real                        # every generation draws as many sentences as R has");
    line(out, "generations: " + Pilot.GENERATIONS);
    if (!pilot.hasTest()) {
      line(
          out,
          "metrics: [vocabulary-retention, entropy-n, distinct-n]   # perplexity needs test text");
    }
    line(
        out,
        "keep: needed                      # of the drawn text, only what a resumed run needs");
    line(out, "replicates: " + Pilot.REPLICATES + "                     # verdicts need 5");
    line(out, "sweep:");
    line(
        out,
        "  policy:                         # what each next model is trained on; jobs/validate"
            + " --explain policy");
    line(out, "    - {kind: replace}             # only the text of the model before it");
    line(out, "    - {kind: accumulate}          # R and the text of all models so far");
    line(
        out,
        "    - {kind: accumulate, feedback: false}   # its control: the same mixture, but all text"
            + " is of M_0");
    line(
        out,
        "    - {kind: anchor, real: {share: 0.1}}   # that text and the same tenth of R every"
            + " time");
    if (pilot.fresh() > 0) {
      line(
          out,
          String.format(
              Locale.ROOT,
              "    - {kind: fresh, real: {share: %s}}   # that text and new real text; reserve"
                  + " should last for %d generations of at most %.3f of R",
              plain(pilot.fresh()),
              Pilot.GENERATIONS,
              floored(pilot.reserve())));
    } else {
      line(
          out,
          "    # fresh (that text and new real text) is left out, for there is no reserve: see"
              + " the warning above");
    }
    line(out, "    - {kind: frozen}              # R every time: the control without feedback");
    return out.toString();
  }

  private void fields(StringBuilder out) {
    if (found.fields().all().isEmpty()) {
      found
          .fields()
          .chosen()
          .forEach(
              each ->
                  line(
                      out, "  " + each.key() + ": " + each.name() + "   # " + comment(each.why())));
      line(
          out,
          "  documents: "
              + (found.layout().documents() == CorpusSpec.Documents.FILE ? "file" : "line")
              + "                 # "
              + found.layout().why());
      return;
    }
    line(out, "  # the fields are " + comment(String.join(", ", found.fields().all())));
    for (String key : List.of("text", "id", "stratum", "period")) {
      String field = null;
      String why =
          switch (key) {
            case "id" -> "no field looks like an id; file and row number serve";
            case "stratum" -> found.fields().noStratum();
            default -> "no field with dates or years was recognised";
          };
      for (Field each : found.fields().chosen()) {
        if (each.key().equals(key)) {
          field = each.name();
          why = each.why();
        }
      }
      line(
          out,
          "  " + key + ": " + (field == null ? "null" : quoted(field)) + "   # " + comment(why));
    }
  }

  private String split() {
    return Arrays.stream(Part.values())
        .map(part -> part.label() + ": " + share(pilot.split().of(part)))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String share(double part) {
    return part == 0 || part == 1 ? number(part) : plain(part);
  }

  /** Three digits behind the point, rounded down. */
  private static double floored(double share) {
    return Math.floor(share * 1000) / 1000;
  }

  /** A local path is made absolute, so that the file can be run from any folder. */
  private static String source(String given) {
    boolean isLocal = !given.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*");
    return quoted(isLocal ? Path.of(given).toAbsolutePath().normalize().toString() : given);
  }

  /** Text in the quotes of JSON, which YAML reads as well. */
  private static String quoted(String text) {
    return text.matches("[A-Za-z_][A-Za-z0-9_-]*") && !text.matches("(?i)null|true|false|yes|no")
        ? text
        : TextNode.valueOf(text).toString();
  }

  private static String comment(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private static String plain(double share) {
    return share == 1
        ? "1.0"
        : new java.math.BigDecimal(share)
            .round(new java.math.MathContext(2))
            .stripTrailingZeros()
            .toPlainString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value));
  }

  private static void line(StringBuilder out, String text) {
    out.append(text).append('\n');
  }
}
