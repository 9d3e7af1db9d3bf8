package ouroboros.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ouroboros.ancestry.Descendants;
import ouroboros.ancestry.HumanSentence;
import ouroboros.ancestry.HumanText;
import ouroboros.ancestry.Place;
import ouroboros.ancestry.SampledGenerations;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.StoredRun;
import ouroboros.experiment.yaml.Shown;
import ouroboros.report.ReportCsv;
import ouroboros.report.ReportRow;
import ouroboros.report.console.DescendantsText;
import ouroboros.spark.PreparationRun;
import ouroboros.spark.Session;
import ouroboros.spark.TraceRun;
import ouroboros.text.Part;
import ouroboros.text.prepared.PreparedCorpus;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of {@code audit} that ask which generations hold the descendants of a human text. */
final class DescendantsOption {
  private static final String NAME = "--descendants";
  private static final int TOKENS = 10_000;
  private static final int MOST_TOKENS = 1_000_000;

  @Option(
      names = NAME,
      paramLabel = "TEXT",
      description = {
        "Which generations of a lineage hold descendants of a human text, how many tokens, and"
            + " which share. TEXT is stratum=NAME, document=N (of R) or document=reserve/N.",
        "Tokens of each generation are followed back as by trace."
      })
  private @Nullable String text;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      description = "How many tokens of each generation are followed; 10000 by default.")
  private @Nullable Integer tokens;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Reads a table that trace wrote instead of following tokens.")
  private @Nullable Path table;

  @Mixin private LineageOptions lineage = new LineageOptions();

  /** Created by picocli. */
  DescendantsOption() {}

  /** Refuses options that need {@code --descendants} where it is missing. */
  void check(CommandSpec spec) {
    if (text == null && (tokens != null || table != null || lineage.areGiven())) {
      throw wrong(
          spec,
          "--tokens, --trace, --cell and --replicate are options of "
              + NAME
              + ", which is missing");
    }
  }

  /** The lines of the answer; none if it is not asked for. */
  List<String> lines(OutFolder out, StoredRun run, CommandSpec spec) throws IOException {
    if (text == null) {
      return List.of();
    }
    HumanText asked = asked(text, out, run, spec);
    String cell = lineage.cell(run, spec);
    run.folder(cell);
    int replicate = lineage.replicate(run, spec);
    int many = tokens == null ? TOKENS : tokens;
    LineageOptions.within(spec, "--tokens", many, 1, MOST_TOKENS);
    List<Descendants> found =
        table == null
            ? followed(out, run, cell, replicate, many, asked)
            : read(run, cell, replicate, asked, Objects.requireNonNull(table), spec);
    List<String> lines = new ArrayList<>();
    lines.add(
        "descendants of "
            + Shown.whole(asked.toString())
            + " in "
            + Shown.whole(cell)
            + ", replicate "
            + replicate);
    lines.addAll(DescendantsText.lines(found));
    return lines;
  }

  private static HumanText asked(String text, OutFolder out, StoredRun run, CommandSpec spec) {
    HumanText asked;
    try {
      asked = HumanText.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong(spec, NAME + " is " + Shown.text(text) + "; " + e.getMessage());
    }
    PreparedCorpus corpus = PreparationRun.corpus(PreparationRun.corpusOf(out, run.sources()));
    if (asked.isStratum() && !corpus.strata().contains(asked.stratum())) {
      throw wrong(
          spec,
          NAME
              + " is "
              + Shown.text(text)
              + "; the corpus has no such stratum, but "
              + Shown.whole(String.join(", ", corpus.strata())));
    }
    if (!asked.isStratum()) {
      long documents =
          corpus.part(asked.source() == Place.REAL ? Part.REAL : Part.RESERVE).documents();
      LineageOptions.within(spec, NAME + " document", asked.document(), 0, documents - 1);
    }
    return asked;
  }

  private static List<Descendants> followed(
      OutFolder out, StoredRun run, String cell, int replicate, int many, HumanText asked) {
    try (Session session = Session.open("audit")) {
      TraceRun trace = TraceRun.open(session, out, cell, replicate, run.generations());
      SampledGenerations sampled = trace.ofGenerations(many, g -> {});
      TreeSet<Place> humans = new TreeSet<>();
      sampled
          .tokens()
          .values()
          .forEach(
              places ->
                  places.forEach(place -> sampled.tree().human(place).ifPresent(humans::add)));
      SortedMap<Place, HumanSentence> sentences = trace.humans(humans);
      List<Descendants> all = new ArrayList<>();
      sampled
          .tokens()
          .forEach(
              (g, places) ->
                  all.add(
                      new Descendants(
                          g,
                          Objects.requireNonNull(trace.sizes().get(g)),
                          places.size(),
                          (int)
                              places.stream()
                                  .flatMap(place -> sampled.tree().human(place).stream())
                                  .filter(
                                      human ->
                                          asked.contains(
                                              human,
                                              Objects.requireNonNull(
                                                  sentences.get(
                                                      new Place(human.source(), human.unit(), 0)))))
                                  .count())));
      return all;
    }
  }

  /** The sampled tokens of a table of trace; all of them are of one generation. */
  private static List<Descendants> read(
      StoredRun run, String cell, int replicate, HumanText asked, Path file, CommandSpec spec)
      throws IOException {
    TreeMap<Integer, int[]> found = new TreeMap<>();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        ReportCsv rows =
            ReportCsv.of(
                file.toString(),
                text,
                "generation",
                "sampled",
                "human-source",
                "document",
                "stratum")) {
      for (ReportRow row = rows.next(); row != null; row = rows.next()) {
        if (row.text("sampled").equals("1")) {
          int[] counts =
              found.computeIfAbsent(Integer.valueOf(row.text("generation")), g -> new int[2]);
          counts[0]++;
          counts[1] +=
              asked.contains(row.text("human-source"), row.text("document"), row.text("stratum"))
                  ? 1
                  : 0;
        }
      }
    }
    List<Descendants> all = new ArrayList<>();
    for (Map.Entry<Integer, int[]> each : found.entrySet()) {
      int g = each.getKey();
      LineageOptions.within(spec, "the generation of " + file, g, 1, run.generations());
      long tokens =
          Objects.requireNonNull(
                  run.manifest(cell, replicate, g)
                      .orElseThrow(
                          () ->
                              wrong(
                                  spec,
                                  String.format(
                                      Locale.ROOT, "generation %d of %s is not sealed", g, cell)))
                      .tables()
                      .synthetic())
              .tokens();
      all.add(new Descendants(g, tokens, each.getValue()[0], each.getValue()[1]));
    }
    return all;
  }

  private static ParameterException wrong(CommandSpec spec, String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
