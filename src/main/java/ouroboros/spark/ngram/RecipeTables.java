package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.GatePilot;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFile;
import ouroboros.model.Generation;
import ouroboros.ngram.sampling.Shards;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Choice;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.policy.Stays;
import ouroboros.random.Key;
import ouroboros.random.Selection;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.PassedBlocks;
import ouroboros.safeguard.RealReplacements;
import ouroboros.safeguard.RealUnits;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.spark.count.GateJobs;
import ouroboros.spark.count.ScanRequest;
import ouroboros.spark.draw.DrawTask;
import ouroboros.spark.draw.GatedCorpus;
import ouroboros.spark.draw.PanelCorpus;
import ouroboros.spark.draw.PopulationTask;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.spark.text.RealText;
import ouroboros.spark.text.SentenceTask;
import ouroboros.text.Part;

/** The lines of recipes of one lineage as tables of counts. */
final class RecipeTables {
  /** Expected tokens of S_g up to which S_g and S'_g are counted together. */
  private static final double COUNTED_TOGETHER = 1 << 28;

  private final NgramContext context;
  private final Lineage lineage;
  private final GateMakers makers;
  private final Set<String> scratch = new HashSet<>();

  /** The last corpus that was made: several steps of a generation need S_g. */
  private @Nullable SyntheticCorpus latest;

  /** Who wrote all of the pool of each generation. */
  private final Map<Integer, List<Manifest.Written>> wholes = new HashMap<>();

  private final AfterSeal<Manifest> afterSeal;
  private @Nullable MemberSeat seat;

  RecipeTables(NgramContext context, Lineage lineage, AfterSeal<Manifest> afterSeal) {
    this.context = context;
    this.lineage = lineage;
    this.makers = new GateMakers(context, lineage);
    this.afterSeal = afterSeal;
  }

  /**
   * A line of a recipe.
   *
   * @param counts of its sentences
   * @param real how much real text replaces synthetic text in it
   * @param writers which members of an ecosystem wrote the synthetic text
   */
  record Line(CountTable counts, GateJobs.TextAmount real, List<Manifest.Written> writers) {
    /** Of one model, or of people. */
    Line(CountTable counts, GateJobs.TextAmount real) {
      this(counts, real, List.of());
    }

    /** All of a synthetic corpus, by what its safeguards let pass; null without safeguards. */
    private static Line of(
        CountTable counts, @Nullable GateRecord record, List<Manifest.Written> writers) {
      return new Line(
          counts,
          record == null
              ? GateJobs.TextAmount.NONE
              : new GateJobs.TextAmount(record.realUnits(), record.realTokens()),
          writers);
    }
  }

  /** S_g as a function of T_{g-1}, or of an earlier one after an alarm. */
  SyntheticCorpus corpus(int g, List<Manifest> past) {
    SyntheticCorpus known = latest;
    Source.Synthetic source = new Source.Synthetic(lineage.key().member(), g);
    if (known == null || !known.source().equals(source)) {
      List<Manifest> sealed = past.subList(0, g);
      int from = afterSeal.drawnFrom(sealed);
      Cell cell = afterSeal.cell(lineage.cell(), sealed);
      CountTable before = past.get(from).tables().training();
      Shards shards =
          context
              .places()
              .of(
                  cell.sampling(),
                  before,
                  NgramModels.family(cell),
                  context.reference().vocabulary(),
                  context.jobs().ranges());
      known = context.models().corpus(cell, before, lineage.key(), source, shards);
      latest = known;
    }
    return known;
  }

  /** Makes these the tables of a member of an ecosystem. */
  void join(MemberSeat own) {
    seat = own;
  }

  /** The same with the statements that are planted in it. */
  SyntheticCorpus corpus(int g, long units, List<Manifest> past) {
    return context.models().planted(lineage.cell(), corpus(g, past), lineage.key(), units);
  }

  /** Tables of the real text used so far, without R. */
  static List<CountTable> fresh(List<Manifest> past) {
    return past.stream()
        .map(manifest -> manifest.tables().fresh())
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * S'_g, the part of S_g that passes the safeguards. Where gates see the text and no unit of R
   * replaces another, what passed is not known until S'_g is counted.
   */
  SyntheticText guarded(int g, SyntheticText all, List<Manifest> past) {
    Gates gates = gates(all.corpus().source());
    Selection every = Selection.all(all.units());
    if (gates.isBlind()) {
      PassedBlocks passed = context.gates().passed(gates, all.units());
      SyntheticText text =
          all.passing(
              new SyntheticText.Passing(
                  gates,
                  null,
                  null,
                  real(),
                  gates.list().refill() == Refill.REAL
                      ? RealReplacements.of(gates, real(), every)
                      : null,
                  null));
      return judged(text, passed);
    }
    GateMakers.Gated made = makers.gated(gates, all, null);
    GatedCorpus gated = made.corpus();
    if (g == 1 && lineage.key().replicate() == 0) {
      pilot(gated);
    }
    if (gates.list().refill() != Refill.REAL) {
      return all.passing(
          new SyntheticText.Passing(gates, gated, null, real(), null, made.review()));
    }
    int tasks = context.jobs().tasks((long) (all.units() * context.reference().meanLength()));
    List<GateJobs.Dropped> parts = context.gates().dropped(gated, every, tasks);
    long[] dropped = GateJobs.Dropped.units(parts);
    RealReplacements replaced = RealReplacements.of(gates, real(), every, dropped);
    return judged(
        all.passing(new SyntheticText.Passing(gates, gated, null, real(), replaced, made.review())),
        GateJobs.Dropped.blocks(parts));
  }

  /**
   * Tries the gates on the first units of S_1.
   *
   * @throws SpecException with all gates that passed nothing
   */
  private void pilot(GatedCorpus text) {
    new GatePilot(context.experiment().places())
        .check(
            lineage.cell(),
            units ->
                context
                    .gates()
                    .judged(
                        new GatedCorpus(
                            text.corpus(), text.gates().shrinking(), text.makers(), units))
                    .counts(),
            Long.MAX_VALUE);
  }

  /**
   * S'_g, if one pass can draw and count it together with S_g; what passed is not known until then.
   * Otherwise null: with real units in place of dropped ones, weights, gates on a pool, components,
   * shards, planted sentences, in an ecosystem, and for very large generations.
   */
  @Nullable SyntheticText guardedWith(int g, SyntheticText all, List<Manifest> past) {
    Gates gates = gates(all.corpus().source());
    SyntheticCorpus corpus = all.corpus();
    boolean isPlain =
        context.jobs().components() == 1
            && (corpus instanceof DrawTask.Corpus || corpus instanceof PanelCorpus)
            && corpus.shards() == null
            && all.units() * context.reference().meanLength() < COUNTED_TOGETHER;
    List<Safeguard.Gate> list = lineage.cell().safeguards().gates();
    if (!isPlain
        || seat != null
        || list.isEmpty()
        || list.stream().anyMatch(Safeguard.OnPool.class::isInstance)
        || gates.list().isWeighted()
        || gates.list().refill() == Refill.REAL) {
      return null;
    }
    return gates.isBlind()
        ? all.passing(new SyntheticText.Passing(gates, null, null, real(), null, null))
        : guarded(g, all, past);
  }

  /** S'_g, where gates see the text and it is not counted: one more job says what passed. */
  SyntheticText judged(SyntheticText text) {
    int tasks = context.jobs().tasks((long) (text.units() * context.reference().meanLength()));
    GatedCorpus gated = Objects.requireNonNull(Objects.requireNonNull(text.passing()).gated());
    return judged(
        text,
        GateJobs.Dropped.blocks(
            context.gates().dropped(gated, Selection.all(text.units()), tasks)));
  }

  /** S'_g, once it is known what passed. */
  SyntheticText judged(SyntheticText text, PassedBlocks passed) {
    boolean shrinks = lineage.cell().safeguards().leavesGaps();
    GateRecord known =
        new GateRecord(
            shrinks ? passed.units() : text.units(),
            shrinks ? passed.passed() : List.of(),
            passed.counts(),
            0,
            0,
            text.review());
    GateJobs.TextAmount real = text.passing(known).byPeople(Selection.all(known.units()), context);
    return text.passing(
        new GateRecord(
            known.units(),
            known.passed(),
            known.counts(),
            real.units(),
            real.tokens(),
            known.review()));
  }

  private RealUnits real() {
    MemberSeat member = seat;
    RealText text = context.reference().text();
    boolean replaces =
        lineage.cell().safeguards().refill() == Refill.REAL
            && !lineage.cell().safeguards().isEmpty();
    return member == null || !replaces
        ? RealUnits.of(0, text.units(Part.REAL))
        : member.replacing(text);
  }

  /**
   * Waits for the decisions of people, if they are asked, before S_g is counted.
   *
   * @throws ouroboros.experiment.review.AwaitsReview where decisions are missing
   */
  void awaitReview(SyntheticText all) {
    if (lineage.key().replicate() >= 0 && lineage.cell().safeguards().queue().isPresent()) {
      makers.gated(gates(all.corpus().source()), all, null);
    }
  }

  /** The gates between S_g and S'_g. */
  Gates gates(Source.Synthetic source) {
    return new Gates(lineage.cell().safeguards(), lineage.key(), source.word()).onSynthetic();
  }

  /** Makes the count table of a line of the recipe. */
  Line take(RecipeLine line, Generation<Manifest, NgramFamily.Drawn> now) {
    return line.source() instanceof Source.Synthetic synthetic
        ? synthetic(line, synthetic, now)
        : new Line(real(line, now), GateJobs.TextAmount.NONE);
  }

  private Line synthetic(
      RecipeLine line, Source.Synthetic source, Generation<Manifest, NgramFamily.Drawn> now) {
    long population = source.units(now.available());
    if (line.isWhole(population)) {
      return whole(source, now);
    }
    if (context.reference().scales().orders().isPopulation()) {
      return part(line, source, now);
    }
    SyntheticText text =
        isLatest(source, now) ? now.drawn().guarded().text() : sealed(source, now.past());
    Selection chosen = line.selection(lineage.key(), population);
    List<SentenceTask> tasks = text.tasks(chosen, context);
    String prefix = lineage.folder(now.number()) + "/part-S" + source.generation();
    CountTable table = context.jobs().draw(tasks, prefix, ScanRequest.NOTHING).table();
    table.files().stream().map(SealedFile::name).forEach(scratch::add);
    return new Line(table, text.byPeople(chosen, context), writers(source, text, chosen));
  }

  /** Part of a population: the groups of S_j that the training set takes. */
  private Line part(
      RecipeLine line, Source.Synthetic source, Generation<Manifest, NgramFamily.Drawn> now) {
    int g = now.number();
    int j = source.generation();
    DrawTask.Corpus corpus =
        (DrawTask.Corpus)
            (isLatest(source, now)
                ? now.drawn().synthetic().text().corpus()
                : corpus(j, now.past()));
    List<PopulationTask> tasks =
        populations(
            corpus,
            Stays.of(lineage.cell().policy(), j, now.available(), lineage.key()).stream()
                .filter(group -> group.isIn(g, j))
                .toList());
    long units = tasks.stream().mapToLong(PopulationTask::sentences).sum();
    if (units != line.units()) {
      throw new IllegalStateException(
          "the recipe takes " + line + ", but its groups have " + units + " sentences");
    }
    String prefix = lineage.folder(g) + "/part-S" + j;
    CountTable table = context.jobs().drawPopulation(tasks, prefix, ScanRequest.NOTHING).table();
    table.files().stream().map(SealedFile::name).forEach(scratch::add);
    return new Line(table, GateJobs.TextAmount.NONE);
  }

  /**
   * S_g as populations: one for each group of its sentences that training sets take together.
   *
   * @param available before S_g
   */
  List<PopulationTask> populations(SyntheticText text, AvailableUnits available) {
    DrawTask.Corpus corpus = (DrawTask.Corpus) text.corpus();
    int g = corpus.source().generation();
    AvailableUnits now = available.and(text.units());
    return populations(corpus, Stays.of(lineage.cell().policy(), g, now, lineage.key()));
  }

  private List<PopulationTask> populations(DrawTask.Corpus corpus, List<Stays.Group> groups) {
    return PopulationTask.of(corpus, groups, lineage.cell().sampling().model());
  }

  private static boolean isLatest(
      Source.Synthetic source, Generation<Manifest, NgramFamily.Drawn> now) {
    return source.generation() == now.number();
  }

  /**
   * Who wrote the chosen units of the pool of a member; nobody is named where there is one model.
   */
  private List<Manifest.Written> writers(
      Source.Synthetic source, SyntheticText text, Selection chosen) {
    MemberSeat member = seat;
    return member == null
        ? List.of()
        : context
            .gates()
            .writers(text.synthetic(chosen, context), member.authors(source.generation()));
  }

  /** All of S'_j: its sealed table; T_{j-1}, from which it was drawn, may be released. */
  private Line whole(Source.Synthetic source, Generation<Manifest, NgramFamily.Drawn> now) {
    if (isLatest(source, now)) {
      NgramFamily.Drawn drawn = now.drawn().guarded();
      return Line.of(drawn.made().table(), drawn.text().record(), ofWhole(source, drawn.text()));
    }
    Manifest sealed = now.past().get(source.generation());
    return Line.of(
        Objects.requireNonNull(sealed.tables().passed()),
        sealed.record().gates(),
        seat == null ? List.of() : ofWhole(source, sealed(source, now.past())));
  }

  private List<Manifest.Written> ofWhole(Source.Synthetic source, SyntheticText text) {
    return seat == null
        ? List.of()
        : wholes.computeIfAbsent(
            source.generation(), j -> writers(source, text, Selection.all(text.passed())));
  }

  /** S'_j of an earlier generation. */
  private SyntheticText sealed(Source.Synthetic source, List<Manifest> past) {
    Manifest manifest = past.get(source.generation());
    GateRecord record = manifest.record().gates();
    MemberSeat member = seat;
    int j = source.generation();
    SyntheticText all =
        SyntheticText.of(
            member == null ? corpus(j, manifest.record().units(), past) : member.pool(j),
            manifest.record().units());
    if (record == null) {
      return all;
    }
    Gates gates = gates(source);
    GatedCorpus gated = gates.isBlind() ? null : makers.gated(gates, all, record).corpus();
    return all.passing(
        new SyntheticText.Passing(gates, gated, record, real(), null, record.review()));
  }

  /**
   * The table of a line of real text. If the line does not depend on the key, it is counted once
   * for all replicates.
   */
  private CountTable real(RecipeLine ofPolicy, Generation<Manifest, NgramFamily.Drawn> now) {
    MemberSeat member = seat;
    RecipeLine line = member == null ? ofPolicy : member.ofMember(ofPolicy);
    CountTable real = context.reference().real();
    if (line.source() instanceof Source.Real && line.isWhole(real.sentences())) {
      return real;
    }
    record Chosen(RecipeLine line, @Nullable Key key) {}
    boolean keyless = line.take() instanceof Choice.Slice || line.take() instanceof Choice.Whole;
    String prefix = lineage.folder(now.number()) + "/part-real";
    Supplier<CountTable> count =
        () ->
            context
                .jobs()
                .count(
                    context.reference().text().tasks(line, lineage.key()),
                    prefix,
                    ScanRequest.NOTHING)
                .table();
    // The files of a draw of a reference are deleted when it has been measured.
    return lineage.key().replicate() < 0
        ? count.get()
        : context.shared().counted().get(new Chosen(line, keyless ? null : lineage.key()), count);
  }

  /** Marks the files of a table that only this step needs. */
  void discard(CountTable table) {
    table.files().stream().map(SealedFile::name).forEach(scratch::add);
  }

  /** The files of tables that were needed only to compute T_g. */
  List<String> scratch(Manifest sealed) {
    scratch.removeAll(sealed.files().stream().map(SealedFile::name).toList());
    List<String> names = new ArrayList<>(scratch);
    scratch.clear();
    return names;
  }
}
