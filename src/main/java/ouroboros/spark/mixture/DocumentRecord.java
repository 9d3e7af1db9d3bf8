package ouroboros.spark.mixture;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.GenerationFiles;
import ouroboros.experiment.store.GenerationRecord;
import ouroboros.experiment.store.Ledger;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.Measured;
import ouroboros.experiment.store.SealedFile;
import ouroboros.metric.Measurements;
import ouroboros.metric.SafeguardMetric;
import ouroboros.mixture.ComponentMatch;
import ouroboros.mixture.Mixture;
import ouroboros.mixture.UnitBlock;
import ouroboros.model.Generation;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.safeguard.SafeguardList;

/** What is sealed of a generation of a lineage of mixtures. */
final class DocumentRecord<B extends UnitBlock<B>, M extends Mixture<M>> {
  private final DocumentFamily.Setting<B, M> setting;
  private final SafeguardList safeguards;
  private final DocumentLines<B, M> lines;
  private final Generation<Manifest, DocumentFamily.Drawn> now;
  private final Training<B> training;

  DocumentRecord(
      DocumentFamily.Setting<B, M> setting,
      SafeguardList safeguards,
      DocumentLines<B, M> lines,
      Generation<Manifest, DocumentFamily.Drawn> now,
      Training<B> training) {
    this.setting = setting;
    this.safeguards = safeguards;
    this.lines = lines;
    this.now = now;
    this.training = training;
  }

  /**
   * What T_g is made of.
   *
   * @param recipe that of the policy, or what gates on the pool left of it
   * @param lines its lines
   */
  record Training<B>(Recipe recipe, List<DocumentLines.Line<B>> lines) {}

  /**
   * M_g and what was measured of it, and of S_g and T_g.
   *
   * @param tokens [lines][2] words of the units of each line, and of those of R in their place
   * @param file of the model
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Fit<M>(M model, Measured measured, long[][] tokens, SealedFile file) {}

  /** The record of the generation. */
  Manifest manifest(Recipe ofPolicy, Fit<M> fit, List<ComponentMatch> fates) {
    int g = now.number();
    long tokens = 0;
    for (long[] line : fit.tokens()) {
      tokens += line[0] + line[1];
    }
    return Manifest.of(
        g,
        files(tokens).withModel(fit.file()),
        new GenerationRecord(
            now.corpora() == null ? 0 : now.drawn().synthetic().units(),
            ofPolicy.parts().stream().map(RecipeLine::toString).toList(),
            fit.measured().and(guarded()),
            Ledger.of(
                entries(fit.tokens()),
                j -> Manifest.depth(now.past().get(lines.drawnFrom(j, now.past())))),
            shown(),
            Manifest.Component.of(
                g,
                fates,
                g == 0 ? List.of() : now.before().record().components(),
                k -> setting.estimator().words(fit.model(), k),
                k -> null),
            now.corpora() == null ? null : now.drawn().guarded().record()));
  }

  /** The units that the report shows, with what gates did to them. */
  private List<Manifest.Sample> shown() {
    int g = now.number();
    BlockEstimator<B, M> estimator = setting.estimator();
    if (g == 0) {
      return IntStream.range(0, estimator.shown())
          .mapToObj(unit -> Manifest.Sample.of(unit, estimator.shown(unit)))
          .toList();
    }
    Source.Synthetic source = new Source.Synthetic(g);
    UnitDrawer<B> drawer = lines.own(source, now.past());
    Function<Long, String> text = word -> estimator.shown(drawer.one(word));
    List<Manifest.Sample> samples = new ArrayList<>();
    for (long unit = 0; unit < estimator.shown(); unit++) {
      samples.add(Manifest.Sample.of(unit, text.apply(unit)));
    }
    DocumentGates gates = lines.gates(now.past());
    // The gates of a member judge its pool, and these are its own units.
    if (gates.isEmpty() || gates.hasPool() || lines.areOfMember()) {
      return samples;
    }
    List<Manifest.Sample> judged = new ArrayList<>();
    for (Manifest.Sample sample : samples) {
      DocumentGates.Fate fate = gates.fate(source, sample.unit());
      judged.add(
          fate.dropped().isEmpty()
              ? sample
              : sample.with(
                  new Manifest.Judged(
                      fate.dropped().stream()
                          .map(
                              each ->
                                  new Manifest.Decision(
                                      each.gate(), each.kind(), text.apply(each.word()), null))
                          .toList(),
                      fate.passed() < 0 ? null : text.apply(fate.passed()))));
    }
    return judged;
  }

  /** The sizes of S_g and T_g; there are no count tables. */
  private GenerationFiles files(long tokens) {
    Generation.Corpora<DocumentFamily.Drawn> corpora = now.corpora();
    CountTable synthetic =
        corpora == null
            ? null
            : new CountTable(
                List.of(), 0, corpora.synthetic().tokens(), corpora.synthetic().units(), 1);
    CountTable trained = new CountTable(List.of(), 0, tokens, training.recipe().units(), 1);
    GenerationFiles files = GenerationFiles.ofCounts(synthetic, trained, null);
    if (corpora == null || corpora.guarded().record() == null) {
      return files;
    }
    long passed = corpora.guarded().units();
    return files.withGuarded(new CountTable(List.of(), 0, corpora.guarded().tokens(), passed, 1));
  }

  /** The metrics of the pool of a member, of S'_g and of the gates; empty where there are none. */
  private Measured guarded() {
    Generation.Corpora<DocumentFamily.Drawn> corpora = now.corpora();
    if (corpora == null || corpora.guarded().equals(corpora.synthetic())) {
      return Measured.EMPTY;
    }
    Measured measured = Measured.of(corpora.guarded().measured(), new TreeMap<>());
    GateRecord record = corpora.guarded().record();
    if (record == null) {
      return measured;
    }
    Measurements into = new Measurements();
    List<SafeguardMetric.Judged> judged =
        record.counts().stream()
            .map(gate -> new SafeguardMetric.Judged(gate.offered(), gate.kept()))
            .toList();
    List<SafeguardMetric.Taken> taken = new ArrayList<>();
    for (int i = 0; i < training.lines().size(); i++) {
      RecipeLine line = training.recipe().parts().get(i);
      long real = training.lines().get(i).real().units();
      taken.add(new SafeguardMetric.Taken(0, real, line.weight()));
      taken.add(new SafeguardMetric.Taken(Ledger.author(line), line.units() - real, line.weight()));
    }
    long units = safeguards.judgedUnits(record.counts(), corpora.synthetic().units());
    SafeguardMetric.measure(judged, units, taken, setting.wanted(), into);
    return measured.and(Measured.of(into, new TreeMap<>()));
  }

  /** How much each author gives to the training set; a share is a share of the units. */
  private List<Ledger.Entry> entries(long[][] tokens) {
    List<Ledger.Entry> entries = new ArrayList<>();
    for (int i = 0; i < tokens.length; i++) {
      RecipeLine line = training.recipe().parts().get(i);
      long real = training.lines().get(i).real().units();
      if (real > 0) {
        entries.add(new Ledger.Entry(0, real, tokens[i][1], (double) real * line.weight()));
      }
      long others = line.units() - real;
      if (others > 0 || real == 0) {
        double mass = (double) others * line.weight();
        entries.add(
            new Ledger.Entry(
                Ledger.author(line),
                others,
                tokens[i][0],
                mass,
                training.lines().get(i).writers().get()));
      }
    }
    return entries;
  }
}
