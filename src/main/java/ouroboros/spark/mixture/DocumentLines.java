package ouroboros.spark.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.GenerationRecord;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFile;
import ouroboros.mixture.Mixture;
import ouroboros.mixture.UnitBlock;
import ouroboros.mixture.VectorBlock;
import ouroboros.model.Generation;
import ouroboros.policy.MemberPool;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Selection;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.CounterWords;
import ouroboros.safeguard.PoolWalk;
import ouroboros.safeguard.RealReplacements;
import ouroboros.safeguard.RealUnits;
import ouroboros.spark.cluster.SparkBlocks;
import ouroboros.text.Part;

/**
 * The lines of recipes of one lineage of mixtures, as blocks of units by their numbers. Synthetic
 * units are drawn again wherever they are needed, from sealed models.
 *
 * @param <B> a block of units
 * @param <M> a model
 */
final class DocumentLines<B extends UnitBlock<B>, M extends Mixture<M>> {
  private final DocumentFamily.Setting<B, M> setting;
  private final Lineage lineage;
  private final PartSizes corpus;
  private final AfterSeal<Manifest> afterSeal;
  private final @Nullable DocumentSeat<B> seat;
  private final PartSizes parts;
  private final DocumentGates gates;
  private final TreeMap<Integer, M> models = new TreeMap<>();

  /** Who wrote all of the pool of each generation. */
  private final Map<Integer, List<Manifest.Written>> wholes = new HashMap<>();

  /** The generations whose models gates draw from. */
  private List<Manifest> known = List.of();

  /**
   * @param corpus how many units the four parts of the corpus have
   * @param seat of a member of an ecosystem; null where there is one model
   */
  DocumentLines(
      DocumentFamily.Setting<B, M> setting,
      Lineage lineage,
      PartSizes corpus,
      AfterSeal<Manifest> afterSeal,
      @Nullable DocumentSeat<B> seat) {
    this.setting = setting;
    this.lineage = lineage;
    this.corpus = corpus;
    this.afterSeal = afterSeal;
    this.seat = seat;
    this.parts = seat == null ? corpus : seat.parts(corpus);
    this.gates =
        new DocumentGates(
            lineage, parts, (gate, source) -> setting.estimator().judge(gate, read(source, known)));
  }

  /**
   * A line of a recipe.
   *
   * @param blocks the chosen units
   * @param loaded number of units that are read or drawn in order to choose from them
   * @param real the units of R that take the place of others
   * @param writers which members of an ecosystem wrote the others; nobody is named where there is
   *     one model
   */
  record Line<B>(
      List<SparkBlocks.Source<B>> blocks,
      long loaded,
      InPlace real,
      Supplier<List<Manifest.Written>> writers) {}

  /**
   * Units of R that take the place of synthetic ones.
   *
   * @param first the first of their blocks among those of the line
   * @param blocks how many blocks they have
   */
  record InPlace(long units, int first, int blocks) {
    static final InPlace NONE = new InPlace(0, 0, 0);

    boolean has(int block) {
      return block >= first && block < first + blocks;
    }
  }

  /** The gates; they draw from the models of the generations so far. */
  DocumentGates gates(List<Manifest> past) {
    known = past;
    return gates;
  }

  /** Whether there is no gate. */
  boolean areNotJudged() {
    return gates.isEmpty();
  }

  /** How many units of R and of the reserve the lineage has. */
  PartSizes parts() {
    return parts;
  }

  /** The units of R that the lineage starts from. */
  RealUnits real() {
    DocumentSeat<B> member = seat;
    return member == null ? RealUnits.of(0, corpus.real()) : member.real();
  }

  /** Whether training sets are made from a pool that several models write. */
  boolean areOfMember() {
    return seat != null;
  }

  /** What policies and gates read of a generation: S_g, or the pool of a member. */
  UnitDrawer<B> read(Source.Synthetic source, List<Manifest> past) {
    DocumentSeat<B> member = seat;
    return member == null ? own(source, past) : member.pool(source.generation());
  }

  /** S_g. */
  UnitDrawer<B> own(Source.Synthetic source, List<Manifest> past) {
    M drawnFrom = model(drawnFrom(source.generation(), past), past);
    return setting.estimator().drawer(drawnFrom, lineage.key(), source);
  }

  /** All units of a synthetic corpus, in blocks. */
  static <B extends UnitBlock<B>> List<SparkBlocks.Source<B>> all(
      UnitDrawer<B> drawer, long units) {
    return blocks(
        Selection.all(units),
        RecipeLine.ONE,
        (from, count) -> drawer.block(CounterWords.FIRST, from, count));
  }

  /** The units of a line of a recipe. */
  Line<B> take(RecipeLine line, Generation<Manifest, DocumentFamily.Drawn> now) {
    long population = line.source().units(now.available());
    Selection selection = line.selection(lineage.key(), population);
    if (!(line.source() instanceof Source.Synthetic synthetic)) {
      Part part = line.source() instanceof Source.Reserve ? Part.RESERVE : Part.REAL;
      List<SparkBlocks.Source<B>> blocks =
          blocks(selection, line.weight(), (from, count) -> real(part, from, count));
      return new Line<>(blocks, population, InPlace.NONE, List::of);
    }
    if (gates.isEmpty()) {
      return synthetic(
          synthetic,
          population,
          new DocumentGates.Chosen(selection, CounterWords.FIRST, Optional.empty()),
          line.weight(),
          now.past());
    }
    int j = synthetic.generation();
    GenerationRecord sealed = j == now.number() ? null : now.past().get(j).record();
    return synthetic(
        synthetic,
        sealed == null ? now.drawn().synthetic().units() : sealed.units(),
        Objects.requireNonNull(sealed == null ? now.drawn().guarded().record() : sealed.gates()),
        selection,
        line.weight(),
        now.past());
  }

  /** All of S'_g. */
  Line<B> passed(Source.Synthetic source, long units, GateRecord record, List<Manifest> past) {
    return synthetic(source, units, record, Selection.all(record.units()), RecipeLine.ONE, past);
  }

  /** Chosen units of S'_j, where S_j has so many. */
  private Line<B> synthetic(
      Source.Synthetic source,
      long units,
      GateRecord record,
      Selection selection,
      long weight,
      List<Manifest> past) {
    return synthetic(source, units, gates(past).of(source, units, record, selection), weight, past);
  }

  private Line<B> synthetic(
      Source.Synthetic source,
      long units,
      DocumentGates.Chosen chosen,
      long weight,
      List<Manifest> past) {
    UnitDrawer<B> drawer = read(source, past);
    Drawn<B> drawn = (from, count) -> drawer.block(chosen.candidates(), from, count);
    List<SparkBlocks.Source<B>> blocks = new ArrayList<>(blocks(chosen.selection(), weight, drawn));
    int ofSynthetic = blocks.size();
    chosen
        .replaced()
        .ifPresent(replaced -> blocks.addAll(real(replaced, Part.REAL, weight, false)));
    int inPlace = chosen.replaced().map(RealReplacements::size).orElse(0);
    return new Line<>(
        blocks,
        units + inPlace,
        new InPlace(inPlace, ofSynthetic, blocks.size() - ofSynthetic),
        () -> writers(source, chosen, drawn));
  }

  /** Reads or draws units {@code from .. from + count} of a source. */
  private interface Drawn<B> {
    SparkBlocks.Source<B> block(long from, int count);
  }

  /** The chosen units of a source, in blocks. */
  private static <B extends UnitBlock<B>> List<SparkBlocks.Source<B>> blocks(
      Selection selection, long weight, Drawn<B> source) {
    long population = selection.population();
    boolean asItIs = selection.equals(Selection.all(population)) && weight == RecipeLine.ONE;
    List<SparkBlocks.Source<B>> blocks = new ArrayList<>();
    for (long from = 0; from < population; from += VectorBlock.ROWS) {
      int count = (int) Math.min(VectorBlock.ROWS, population - from);
      SparkBlocks.Source<B> whole = source.block(from, count);
      blocks.add(
          asItIs ? whole : new BlockEstimator.Choice(selection, from, count, weight).of(whole));
    }
    return blocks;
  }

  /** Who wrote the chosen units; nobody is named where there is one model. */
  private List<Manifest.Written> writers(
      Source.Synthetic source, DocumentGates.Chosen chosen, Drawn<B> drawn) {
    DocumentSeat<B> member = seat;
    if (member == null) {
      return List.of();
    }
    Selection selection = chosen.selection();
    if (!selection.equals(Selection.all(selection.population()))) {
      return writers(source, selection, chosen.candidates(), drawn);
    }
    return wholes.computeIfAbsent(
        source.generation(), j -> writers(source, selection, chosen.candidates(), drawn));
  }

  private List<Manifest.Written> writers(
      Source.Synthetic source, Selection selection, CounterWords candidates, Drawn<B> drawn) {
    MemberPool pool = Objects.requireNonNull(seat).authors(source.generation());
    List<WriterCount<B>> counts = new ArrayList<>();
    long population = selection.population();
    for (long from = 0; from < population; from += VectorBlock.ROWS) {
      int count = (int) Math.min(VectorBlock.ROWS, population - from);
      counts.add(
          new WriterCount<>(
              setting.estimator().countsWords() ? drawn.block(from, count) : null,
              candidates,
              new BlockEstimator.Choice(selection, from, count, RecipeLine.ONE),
              pool));
    }
    return counts.isEmpty()
        ? List.of()
        : WriterCount.written(
            setting.with(counts, population, blocks -> blocks.map(sums -> sums)),
            pool.ecosystem().members());
  }

  /** Units {@code from .. from + count} of what the lineage has of R or of the reserve. */
  private SparkBlocks.Source<B> real(Part part, long from, int count) {
    DocumentSeat<B> member = seat;
    long all = part == Part.RESERVE ? corpus.reserve() : corpus.real();
    RealUnits own = member == null ? null : part == Part.RESERVE ? member.reserve() : member.real();
    if (own == null || own.many() == all) {
      return setting.estimator().real(part, from, count);
    }
    Selection taken = own.among(Selection.range(own.many(), from, from + count), 0, all);
    long last = own.at(from + count - 1) / VectorBlock.ROWS;
    List<SparkBlocks.Source<B>> blocks = new ArrayList<>();
    for (long block = own.at(from) / VectorBlock.ROWS; block <= last; block++) {
      long first = block * VectorBlock.ROWS;
      int many = (int) Math.min(VectorBlock.ROWS, all - first);
      blocks.add(
          new BlockEstimator.Choice(taken, first, many, RecipeLine.ONE)
              .of(setting.estimator().real(part, first, many)));
    }
    return () -> UnitBlock.joined(blocks.stream().map(SparkBlocks.Source::load).toList());
  }

  /**
   * Units of R or of the reserve by their numbers, in blocks.
   *
   * @param isWhole whether blocks of which no unit is taken are there too
   */
  private List<SparkBlocks.Source<B>> real(
      RealReplacements units, Part part, long weight, boolean isWhole) {
    boolean isReserve = part == Part.RESERVE;
    long population = isReserve ? parts.reserve() : parts.real();
    long before = isReserve ? parts.real() : 0;
    List<SparkBlocks.Source<B>> blocks = new ArrayList<>();
    for (long from = 0; from < population; from += VectorBlock.ROWS) {
      int count = (int) Math.min(VectorBlock.ROWS, population - from);
      long[] own = units.among(before + from, before + from + count)[0];
      if (own.length > 0 || isWhole) {
        long[] listed = Arrays.stream(own).map(unit -> unit - before).toArray();
        blocks.add(
            new BlockEstimator.Choice(
                    new ListedUnits.OfSource(population, listed), from, count, weight)
                .of(real(part, from, count)));
      }
    }
    return blocks;
  }

  /** What gates on the pool let pass of a recipe: T_g. */
  Line<B> pooled(
      Generation<Manifest, DocumentFamily.Drawn> now, Recipe recipe, PoolWalk.Passed passed) {
    Source.Synthetic source = new Source.Synthetic(now.number());
    List<SparkBlocks.Source<B>> blocks = new ArrayList<>();
    for (Part part : List.of(Part.REAL, Part.RESERVE)) {
      Class<?> asked = part == Part.REAL ? Source.Real.class : Source.Reserve.class;
      boolean isAsked = recipe.parts().stream().anyMatch(line -> asked.isInstance(line.source()));
      blocks.addAll(real(passed.real(), part, RecipeLine.ONE, isAsked));
    }
    int ofReal = blocks.size();
    long[] words = passed.words();
    UnitDrawer<B> drawer = read(source, now.past());
    for (int begin = 0; begin < words.length; ) {
      long block = Candidate.unit(words[begin]) / VectorBlock.ROWS;
      int end = begin;
      while (end < words.length && Candidate.unit(words[end]) / VectorBlock.ROWS == block) {
        end++;
      }
      ListedUnits.Drawn some = new ListedUnits.Drawn(Arrays.copyOfRange(words, begin, end));
      blocks.add(drawer.block(some, 0, end - begin));
      begin = end;
    }
    ListedUnits.Drawn listed = new ListedUnits.Drawn(words);
    return new Line<>(
        blocks,
        passed.units(),
        new InPlace(passed.real().size(), 0, ofReal),
        () ->
            seat == null
                ? List.of()
                : writers(
                    source,
                    Selection.all(words.length),
                    listed,
                    (from, count) -> drawer.block(listed, from, count)));
  }

  /** The number of the model that S_g is drawn from. */
  int drawnFrom(int g, List<Manifest> past) {
    return afterSeal.drawnFrom(past.subList(0, g));
  }

  /** M_g, which is sealed. */
  M model(int g, List<Manifest> past) {
    return models.computeIfAbsent(
        g, i -> setting.storage().read(sealedModel(past, i), setting.estimator()::read));
  }

  /** Keeps M_g, which was just fitted. */
  void keep(int g, M model) {
    models.put(g, model);
  }

  /** The file of M_g. */
  static SealedFile sealedModel(List<Manifest> past, int g) {
    return Objects.requireNonNull(past.get(g).tables().model());
  }
}
