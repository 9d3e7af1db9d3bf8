package ouroboros.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Problem;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.store.AlarmSeals;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.OutFolder;
import ouroboros.experiment.store.ReleasedTables;
import ouroboros.experiment.store.StoredRun;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.corpus.InjectedCorpus;
import ouroboros.spark.corpus.RedrawnCorpus;
import ouroboros.spark.draw.ModelPlaces;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.spark.ngram.GuardHere;
import ouroboros.spark.ngram.NgramModels;
import ouroboros.text.CorpusException;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.WrittenText;
import ouroboros.text.block.SentenceBlock;

/**
 * Draws the sentences of one generation of a run again, from its sealed tables, in this JVM and
 * without Spark. They are exactly the sentences that the run counted.
 */
public final class SentenceReplay {
  private static final int CHUNK = 1 << 12;

  private final Experiment experiment;
  private final CorpusReader corpus;
  private final Vocabulary vocabulary;
  private final long units;
  private final Optional<Drawer> drawer;

  /** Draws a range of units. */
  private interface Drawer {
    List<int[]> draw(long from, int many);
  }

  private SentenceReplay(
      Experiment experiment,
      CorpusReader corpus,
      Vocabulary vocabulary,
      long units,
      Optional<Drawer> drawer) {
    this.experiment = experiment;
    this.corpus = corpus;
    this.vocabulary = vocabulary;
    this.units = units;
    this.drawer = drawer;
  }

  /**
   * Opens S_g of a lineage; R for g = 0.
   *
   * @throws IllegalStateException if the generation is not sealed
   * @throws SpecException if it cannot be drawn again: {@code keep} released the table, or the
   *     family draws no sentences
   */
  public static SentenceReplay open(OutFolder out, String cellName, int replicate, int generation) {
    StoredRun run = StoredRun.open(out);
    Experiment experiment = run.redrawn(cellName);
    if (experiment.cells().get(0).family() instanceof FamilySpec.Documents family) {
      throw new SpecException(
          List.of(
              new Problem(
                  "--cell",
                  0,
                  "",
                  family.kind() + " draws no sentences; samples.jsonl shows what it draws")));
    }
    CorpusReader prepared = CorpusReader.open(out.root() + "/corpus");
    CorpusReader corpus =
        InjectedCorpus.open(
            experiment.corpus() != null && experiment.corpus().resample()
                ? RedrawnCorpus.open(prepared, replicate)
                : prepared,
            experiment.cells().get(0).inject());
    Vocabulary vocabulary = corpus.vocabulary();
    if (generation == 0) {
      long units = corpus.corpus().part(Part.REAL).sentences();
      return new SentenceReplay(experiment, corpus, vocabulary, units, Optional.empty());
    }
    Manifest manifest = run.sealed(cellName, replicate, generation);
    if (manifest.record().recipe().get(0).startsWith(Manifest.MADE_ELSEWHERE)) {
      throw new CorpusException(
          "generation "
              + generation
              + " was "
              + manifest.record().recipe().get(0)
              + "; read it there");
    }
    Cell own = experiment.cells().get(0);
    Cell cell = own;
    int model = own.policy().drawnFrom(generation);
    if (own.safeguards().mayAct()) {
      List<Manifest> past = new ArrayList<>();
      for (int g = 0; g < generation; g++) {
        past.add(run.sealed(cellName, replicate, g));
      }
      AfterSeal<Manifest> alarms = new AlarmSeals(out.seals(), experiment).afterSeal(own);
      model = alarms.drawnFrom(past);
      cell = alarms.cell(own, past);
    }
    CountTable training = run.sealed(cellName, replicate, model).tables().training();
    new ReleasedTables(out.seals(), run, cellName, replicate).refuse(training, model);
    Storage storage = new Storage(out.root());
    NgramModels models =
        new NgramModels(vocabulary, new GuardHere(storage, corpus, vocabulary), corpus);
    Key key = new Key(experiment.seed(), replicate);
    SyntheticCorpus drawn =
        models.planted(
            cell,
            models.corpus(
                cell,
                training,
                key,
                new Source.Synthetic(generation),
                ModelPlaces.here(storage, training, NgramModels.family(cell), vocabulary)),
            key,
            manifest.record().units());
    return new SentenceReplay(
        experiment,
        corpus,
        vocabulary,
        manifest.record().units(),
        Optional.of((from, many) -> draw(drawn, storage, from, many)));
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

  /**
   * Whether the settings of the run's own corpus read the written text to the same sentences.
   * Otherwise it must be read as whitespace and lines.
   */
  public boolean isReadAsItIs() {
    CorpusSpec spec = experiment.corpus();
    return spec != null
        && spec.tokenizer() == CorpusSpec.TokenizerKind.WHITESPACE
        && spec.sentences() == CorpusSpec.Sentences.LINES;
  }

  /** Number of sentences of this generation. */
  public long units() {
    return units;
  }

  /**
   * Calls {@code line} with the sentences {@code from .. to} in their order, as {@link WrittenText}
   * writes them.
   */
  public void sentences(long from, long to, Consumer<String> line) {
    WrittenText text = new WrittenText(vocabulary);
    if (drawer.isEmpty()) {
      real(from, to, text, line);
      return;
    }
    for (long at = from; at < to; at += CHUNK) {
      int many = (int) Math.min(CHUNK, to - at);
      for (int[] sentence : drawer.get().draw(at, many)) {
        line.accept(text.line(sentence));
      }
    }
  }

  private void real(long from, long to, WrittenText text, Consumer<String> line) {
    for (BlockRef ref : corpus.blocks(Part.REAL)) {
      long start = Math.max(from, ref.first());
      long end = Math.min(to, ref.first() + ref.sentences());
      if (start < end) {
        SentenceBlock block = CorpusReader.read(ref);
        for (long unit = start; unit < end; unit++) {
          line.accept(text.line(block.sentence((int) (unit - ref.first()))));
        }
      }
    }
  }
}
