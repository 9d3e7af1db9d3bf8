package ouroboros.spark;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import ouroboros.experiment.Cell;
import ouroboros.experiment.CountTable;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.HeldRun;
import ouroboros.experiment.Manifest;
import ouroboros.experiment.OutFolder;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;
import ouroboros.ngram.CountRun;
import ouroboros.ngram.DeletedInterpolation;
import ouroboros.ngram.HeldOut;
import ouroboros.ngram.HeldOutCounts;
import ouroboros.ngram.KeyLayout;
import ouroboros.ngram.Smoothing;
import ouroboros.ngram.SuffixScan;
import ouroboros.random.Key;
import ouroboros.text.CorpusException;
import ouroboros.text.Part;
import ouroboros.text.SentenceBlock;
import ouroboros.text.Vocabulary;

/**
 * The sentences of one generation of a run, drawn again from its sealed tables in this JVM, without
 * Spark: the very sentences that were counted.
 */
public final class Redraw {
  private static final int CHUNK = 1 << 12;

  private final CorpusReader corpus;
  private final Vocabulary vocabulary;
  private final long units;
  private final Optional<Drawer> drawer;

  /** Draws a range of units. */
  private interface Drawer {
    List<int[]> draw(long from, int many);
  }

  private Redraw(CorpusReader corpus, Vocabulary vocabulary, long units, Optional<Drawer> drawer) {
    this.corpus = corpus;
    this.vocabulary = vocabulary;
    this.units = units;
    this.drawer = drawer;
  }

  /**
   * Opens S_g of a lineage; R for g = 0.
   *
   * @throws IllegalStateException if the generation is not sealed
   */
  public static Redraw open(OutFolder out, String cellName, int replicate, int generation) {
    HeldRun run = HeldRun.open(out);
    Experiment experiment = run.experiment(cellName);
    if (experiment.cells().get(0).family() instanceof FamilySpec.Documents family) {
      throw new SpecException(
          List.of(
              new Problem(
                  "--cell",
                  0,
                  "",
                  family.kind() + " draws no sentences; samples.jsonl shows what it draws")));
    }
    CorpusReader corpus = CorpusReader.open(out.root() + "/corpus");
    Vocabulary vocabulary = corpus.vocabulary();
    if (generation == 0) {
      long units = corpus.corpus().part(Part.REAL).sentences();
      return new Redraw(corpus, vocabulary, units, Optional.empty());
    }
    Manifest manifest = sealed(run, cellName, replicate, generation);
    if (manifest.recipe().get(0).startsWith(Manifest.MADE_ELSEWHERE)) {
      throw new CorpusException(
          "generation " + generation + " was " + manifest.recipe().get(0) + "; read it there");
    }
    CountTable training = sealed(run, cellName, replicate, generation - 1).training();
    Cell cell = experiment.cells().get(0);
    FamilySpec.Ngram family = Workshop.family(cell);
    Storage storage = new Storage(out.root());
    SyntheticCorpus drawn =
        Workshop.corpus(
            cell,
            training,
            table -> model(storage, corpus, vocabulary, family, table),
            new Key(experiment.seed(), replicate),
            generation,
            vocabulary,
            ModelPlaces.here(training, family.smoothing(), vocabulary));
    return new Redraw(
        corpus,
        vocabulary,
        manifest.units(),
        Optional.of((from, many) -> draw(drawn, storage, from, many)));
  }

  private static Manifest sealed(HeldRun run, String cell, int replicate, int generation) {
    return run.manifest(cell, replicate, generation)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "generation "
                        + generation
                        + " of replicate "
                        + replicate
                        + " of cell "
                        + cell
                        + " is not sealed; the run has "
                        + run.replicates()
                        + " replicates of generations 0 .. "
                        + run.generations()
                        + "; run the experiment again: it goes on from where it stopped"));
  }

  private static ModelRef model(
      Storage storage,
      CorpusReader corpus,
      Vocabulary vocabulary,
      FamilySpec.Ngram family,
      CountTable training) {
    int realEnd = Workshop.ofReal(family) ? vocabulary.realEnd() : 0;
    Smoothing smoothing = family.smoothing();
    if (smoothing.needsGuard()) {
      long types = realEnd > 0 ? vocabulary.realTypes() + 2L : 0;
      smoothing = fitted(storage, corpus, vocabulary, family, training, types);
    }
    return new ModelRef(training, family.order(), smoothing.inUnitsOf(training.unit()), realEnd);
  }

  /** What counts leave open, fitted to guard as the run did. */
  private static Smoothing fitted(
      Storage storage,
      CorpusReader corpus,
      Vocabulary vocabulary,
      FamilySpec.Ngram family,
      CountTable training,
      long types) {
    KeyLayout layout = storage.read(training.ranges().get(0)).layout();
    String[] strata = corpus.corpus().strata().toArray(String[]::new);
    int closed = vocabulary.realEnd();
    CountRun[] runs = RealText.byStratum(corpus.blocks(Part.GUARD), layout, strata.length, closed);
    HeldOut guard = HeldOut.of(layout, strata, List.of(runs));
    int[] occurrences = HeldOutCounts.occurrences(family.smoothing(), family.order());
    HeldOutCounts counts = new HeldOutCounts(guard, layout, occurrences, closed);
    CountRun none = CountRun.empty(layout);
    for (var range : training.ranges()) {
      HeldOutCounts more = new HeldOutCounts(guard, layout, occurrences, closed);
      SuffixScan.of(none, storage.read(range), none, more);
      counts.add(more);
    }
    return DeletedInterpolation.fit(
        guard, counts, family.order(), types > 0 ? types : counts.typesWithMarks());
  }

  private static List<int[]> draw(SyntheticCorpus corpus, Storage storage, long from, int many) {
    int[][] sentences = new int[many][];
    corpus
        .drawer(storage)
        .draw(
            from,
            from + many,
            (number, tokens, start, end) ->
                sentences[(int) (number - from)] = Arrays.copyOfRange(tokens, start, end));
    return Arrays.asList(sentences);
  }

  /** Sentences that the run has of this generation. */
  public long units() {
    return units;
  }

  /** Hands over the sentences {@code from .. to} in their order, tokens parted by spaces. */
  public void sentences(long from, long to, Consumer<String> line) {
    if (drawer.isEmpty()) {
      real(from, to, line);
      return;
    }
    for (long at = from; at < to; at += CHUNK) {
      int many = (int) Math.min(CHUNK, to - at);
      for (int[] sentence : drawer.get().draw(at, many)) {
        line.accept(Showcase.words(vocabulary, sentence));
      }
    }
  }

  private void real(long from, long to, Consumer<String> line) {
    for (BlockRef ref : corpus.blocks(Part.REAL)) {
      long start = Math.max(from, ref.first());
      long end = Math.min(to, ref.first() + ref.sentences());
      if (start < end) {
        SentenceBlock block = CorpusReader.read(ref);
        for (long unit = start; unit < end; unit++) {
          line.accept(Showcase.words(vocabulary, block.sentence((int) (unit - ref.first()))));
        }
      }
    }
  }
}
