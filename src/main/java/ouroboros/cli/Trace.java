package ouroboros.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import ouroboros.ancestry.FamilyTree;
import ouroboros.ancestry.GenealogyLaw;
import ouroboros.ancestry.HumanSentence;
import ouroboros.ancestry.Meetings;
import ouroboros.ancestry.Place;
import ouroboros.ancestry.ShownAncestry;
import ouroboros.ancestry.TreeFormats;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.StoredRun;
import ouroboros.experiment.yaml.Shown;
import ouroboros.report.OutSource;
import ouroboros.report.console.TraceText;
import ouroboros.report.table.AncestryLines;
import ouroboros.report.table.TraceTable;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.Session;
import ouroboros.spark.TraceRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace RUN}: follows drawn tokens back to the sentences that people wrote. */
@Command(
    name = "trace",
    description = {
      "Finds for tokens of a generation the token of its training set that each is a copy of, back"
          + " to sentences that people wrote.",
      "Writes trace.csv into RUN. Sentences are those of generate: S_G before any gate."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Trace implements Callable<Integer> {
  private static final int TOKENS = 10_000;
  private static final int MOST_TOKENS = 1_000_000;
  private static final int MOST_SHOWN = 12;
  private static final String TABLE = "trace.csv";
  private static final List<String> NEWICK = List.of(".nwk", ".newick", ".tre", ".tree");

  @Parameters(paramLabel = "RUN", description = "Folder of a run.")
  private String folder = "";

  @Mixin private LineageOptions lineage = new LineageOptions();

  @Option(
      names = "--generation",
      paramLabel = "G",
      required = true,
      description = "Which generation, from 1.")
  private int generation;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      description = "How many tokens, chosen at random; 10000 by default.")
  private @Nullable Integer tokens;

  @Option(
      names = "--sentence",
      paramLabel = "I",
      description = "All tokens of this sentence instead; prints it in every generation.")
  private @Nullable Long sentence;

  @Option(
      names = "--shown",
      description = {
        "For the report: follows the sentences that it shows of S_G, and N tokens of each"
            + " generation, and writes ancestry.jsonl into RUN instead of a table.",
        "jobs/report RUN then shows the path of each word, and from whom generations descend."
      })
  private boolean isShown;

  @Option(
      names = "--tree",
      paramLabel = "FILE",
      description =
          "Also writes the tree: as Newick if FILE ends in .nwk, .newick, .tre or .tree; otherwise"
              + " as FILE.nodes and FILE.edges, the tables of tskit.load_text.")
  private @Nullable Path file;

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description = "Writes the table there instead of RUN/trace.csv.")
  private @Nullable Path table;

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  /** Created by picocli. */
  Trace() {}

  @Override
  public Integer call() throws IOException {
    OutFolder out = ExperimentRun.folder(folder);
    StoredRun run = StoredRun.open(out);
    String name = lineage.cell(run, spec);
    run.folder(name);
    LineageOptions.within(spec, "--generation", generation, 1, run.generations());
    int replicate = lineage.replicate(run, spec);
    if (tokens != null && sentence != null) {
      throw wrong("--tokens and --sentence are both given; give one of them");
    }
    if (tokens != null) {
      LineageOptions.within(spec, "--tokens", tokens, 1, MOST_TOKENS);
    }
    if (isShown && (sentence != null || file != null || table != null)) {
      throw wrong("--shown is given, so --sentence, --tree and --table have no meaning");
    }
    inFolder("--tree", file);
    inFolder("--table", table);
    try (Session session = Session.open("trace")) {
      TraceRun trace = TraceRun.open(session, out, name, replicate, generation);
      if (sentence != null) {
        LineageOptions.within(spec, "--sentence", sentence, 0, trace.units() - 1);
      }
      if (trace.tokens() == 0) {
        throw wrong("S_" + generation + " has no tokens");
      }
      if (isShown) {
        shown(trace, out, run, name, replicate);
      } else {
        print(trace, out, name + ", replicate " + replicate);
      }
    }
    return Main.Exit.DONE;
  }

  private void shown(TraceRun trace, OutFolder out, StoredRun run, String name, int replicate)
      throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter console = spec.commandLine().getOut();
    long[] units =
        run.manifest(name, replicate, generation).orElseThrow().record().samples().stream()
            .mapToLong(Manifest.Sample::unit)
            .sorted()
            .distinct()
            .limit(MOST_SHOWN)
            .toArray();
    ShownAncestry shown =
        trace.shown(
            units,
            tokens == null ? TOKENS : tokens,
            g -> err.println("looking for the parents of tokens of S_" + g));
    AncestryLines lines = new AncestryLines(name, replicate);
    List<String> all = lines.others(new OutSource(out));
    all.addAll(lines.of(shown, trace.sizes(), trace.vocabulary()::word));
    out.replace(AncestryLines.FILE, String.join("\n", all) + "\n");
    console.println(
        units.length
            + " sentences of S_"
            + generation
            + " and tokens of "
            + generation
            + " generations were followed; jobs/report "
            + Shown.whole(folder)
            + " shows them");
    console.println(Shown.whole(folder + "/" + AncestryLines.FILE));
    console.flush();
  }

  private void print(TraceRun trace, OutFolder out, String name) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter console = spec.commandLine().getOut();
    IntConsumer begun = g -> err.println("looking for the parents of tokens of S_" + g);
    int many = (int) Math.min(tokens == null ? TOKENS : tokens, trace.tokens());
    FamilyTree tree =
        sentence == null ? trace.sampled(many, begun) : trace.ofSentence(sentence, begun);
    SortedMap<Place, HumanSentence> humans = trace.humans(humanTokens(tree));
    String ofLineage = " of S_" + generation + " (" + Shown.whole(name) + ")";
    TraceText text = new TraceText(tree, humans);
    if (sentence == null) {
      console.println(
          String.format(Locale.ROOT, "%d of %d tokens", many, trace.tokens()) + ofLineage);
      statistics(trace, tree, text).forEach(console::println);
    } else {
      console.println("sentence " + sentence + ofLineage);
      List<String> words =
          trace.sentence(sentence).stream()
              .map(trace.vocabulary()::word)
              .map(Shown::whole)
              .toList();
      text.sentence(words, trace.vocabulary()).forEach(console::println);
    }
    OutFolder.Text rows =
        writer -> TraceTable.write(writer, tree, humans, trace.vocabulary()::word);
    if (table == null) {
      out.replaceBy(TABLE, rows);
    } else {
      try (Writer writer = Files.newBufferedWriter(table, StandardCharsets.UTF_8)) {
        rows.to(writer);
      }
    }
    console.println(Shown.whole(table == null ? folder + "/" + TABLE : table.toString()));
    if (file != null) {
      tree(new TreeFormats(tree), file)
          .forEach(path -> console.println(Shown.whole(path.toString())));
    }
    console.flush();
  }

  private static Set<Place> humanTokens(FamilyTree tree) {
    TreeSet<Place> humans = new TreeSet<>();
    for (Place token : tree.sampled()) {
      tree.human(token).ifPresent(humans::add);
    }
    return humans;
  }

  private static List<String> statistics(TraceRun trace, FamilyTree tree, TraceText text) {
    SortedMap<Integer, Long> sizes = trace.sizes();
    Optional<Map<Integer, NavigableMap<Integer, Double>>> shares = trace.shares();
    GenealogyLaw law =
        shares
            .map(s -> new GenealogyLaw(tree.generation(), tree.sampled().size(), sizes, s))
            .orElse(null);
    double length = (double) trace.tokens() / Math.max(1, trace.units());
    List<String> lines =
        new ArrayList<>(
            text.lineages(sizes, law, trace.order() == 1 ? 1 : Math.max(1, 2 * length)));
    if (law == null) {
      lines.add(
          "no law is known here: it needs a model without smoothing, decoding and safeguards, and"
              + " training sets of whole sources");
    } else if (trace.order() > 1) {
      lines.add(
          "tokens of a sentence have their ancestors together: z is for the largest possible"
              + " deviation");
    }
    boolean isChain =
        shares.isPresent()
            && shares.get().entrySet().stream()
                .allMatch(each -> each.getValue().equals(Map.of(each.getKey() - 1, 1.0)));
    if (isChain && tree.sampled().size() > 1) {
      lines.add(
          TraceText.meetings(
              Meetings.of(tree, sizes),
              sizes.headMap(tree.generation()).values().stream()
                  .skip(1)
                  .mapToLong(each -> each)
                  .average()
                  .orElse(0)));
    }
    lines.addAll(text.founders(trace.strata()));
    return lines;
  }

  private static List<Path> tree(TreeFormats formats, Path file) throws IOException {
    String name = file.toString();
    if (NEWICK.stream().anyMatch(name::endsWith)) {
      try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        formats.newick(writer);
      }
      return List.of(file);
    }
    Path nodes = file.resolveSibling(file.getFileName() + ".nodes");
    Path edges = file.resolveSibling(file.getFileName() + ".edges");
    try (Writer writer = Files.newBufferedWriter(nodes, StandardCharsets.UTF_8)) {
      formats.nodeTable(writer);
    }
    try (Writer writer = Files.newBufferedWriter(edges, StandardCharsets.UTF_8)) {
      formats.edgeTable(writer);
    }
    return List.of(nodes, edges);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void inFolder(String option, @Nullable Path path) {
    Path parent = path == null ? null : path.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw wrong(option + " is " + path + ", but there is no folder " + parent);
    }
  }
}
