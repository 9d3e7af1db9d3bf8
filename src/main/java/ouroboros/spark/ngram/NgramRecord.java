package ouroboros.spark.ngram;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ouroboros.experiment.loop.AfterSeal;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.GateRecord;
import ouroboros.experiment.store.GenerationFiles;
import ouroboros.experiment.store.GenerationRecord;
import ouroboros.experiment.store.Ledger;
import ouroboros.experiment.store.Lineage;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.Measured;
import ouroboros.metric.SafeguardMetric;
import ouroboros.model.Generation;
import ouroboros.policy.Policy;
import ouroboros.policy.Recipe;
import ouroboros.policy.RecipeLine;
import ouroboros.spark.count.GateJobs;
import ouroboros.spark.count.MeasuredTable;
import ouroboros.spark.count.ScanRequest;
import ouroboros.spark.count.WeightedSum;
import ouroboros.spark.draw.GatedCorpus;

/**
 * The record of a generation of sentences, as it is sealed.
 *
 * @param ofPolicy the recipe as the policy made it
 * @param judged the same, or what gates on the pool left of it
 * @param afterSeal says which model each S_j was drawn from
 */
record NgramRecord(
    NgramContext context,
    Lineage lineage,
    Recipe ofPolicy,
    PooledTraining.Judged judged,
    AfterSeal<Manifest> afterSeal) {

  private Generation<Manifest, NgramFamily.Drawn> now() {
    return judged.now();
  }

  private Recipe recipe() {
    return judged.recipe();
  }

  private List<RecipeTables.Line> lines() {
    return judged.lines();
  }

  /** The manifest of the generation with the training set and its metrics. */
  Manifest manifest(MeasuredTable trained, GenerationMetrics metrics) {
    int g = now().number();
    List<Manifest.Component> before = g == 0 ? List.of() : now().before().record().components();
    ComponentMetrics.Fates fates = metrics.components().fates(g, trained.table(), before);
    Measured measured = Measured.EMPTY;
    for (MeasuredTable made : made(trained)) {
      measured = measured.and(made.measured());
    }
    long missing = missing();
    if (missing > 0) {
      measured =
          measured.and(
              List.of(), Map.of("units that did not pass and left T_g smaller than R", missing));
    }
    Generation.Corpora<NgramFamily.Drawn> corpora = now().corpora();
    Measured drawn = corpora == null ? null : corpora.synthetic().made().measured();
    measured =
        measured
            .and(fates.measured())
            .and(gates(metrics))
            .with(
                drawn == null ? List.of() : drawn.survival(),
                drawn == null ? trained.measured().ranks() : drawn.ranks());
    return Manifest.of(
        g,
        files(trained),
        new GenerationRecord(
            corpora == null ? 0 : corpora.synthetic().text().units(),
            g == 0
                ? List.of(whole())
                : ofPolicy.parts().stream().map(RecipeLine::toString).toList(),
            measured,
            Ledger.of(
                authors(),
                j ->
                    Manifest.depth(
                        now().past().get(afterSeal.drawnFrom(now().past().subList(0, j))))),
            samples(),
            fates.rows(),
            corpora == null ? null : corpora.guarded().text().record()));
  }

  /** Units by which T_g is smaller than its policy wants it, because too few passed. */
  private long missing() {
    boolean isFixed = lineage.cell().policy().total() == Policy.Total.FIXED;
    return isFixed && now().number() > 0 ? now().available().real() - recipe().units() : 0;
  }

  private String whole() {
    return "R whole, " + lines().get(0).counts().sentences() + " units";
  }

  /** S_g, then S'_g if there are safeguards, then T_g. */
  private List<MeasuredTable> made(MeasuredTable trained) {
    List<MeasuredTable> all = new ArrayList<>();
    Generation.Corpora<NgramFamily.Drawn> corpora = now().corpora();
    if (corpora != null) {
      all.add(corpora.synthetic().made());
      if (!corpora.guarded().equals(corpora.synthetic())) {
        all.add(corpora.guarded().made());
      }
    }
    all.add(trained);
    return all;
  }

  /** The metrics of the safeguards; empty if there are none. */
  private Measured gates(GenerationMetrics metrics) {
    GateRecord gates = now().corpora() == null ? null : now().drawn().guarded().text().record();
    return gates == null
        ? Measured.EMPTY
        : metrics.gates(gates, now().drawn().guarded().text(), taken());
  }

  private List<SafeguardMetric.Taken> taken() {
    List<SafeguardMetric.Taken> taken = new ArrayList<>();
    for (int i = 0; i < lines().size(); i++) {
      RecipeLine line = recipe().parts().get(i);
      GateJobs.TextAmount real = lines().get(i).real();
      CountTable counts = lines().get(i).counts();
      long others = line.units() - real.units();
      double ofReal = line.weight();
      double ofOthers = line.weight();
      if (counts.unit() > 1) {
        // The mean weight of the sentences of people, and that of the others.
        ofReal *= mean(real.weight(), real.units());
        ofOthers *= mean(counts.sentences() - real.weight(), others);
      }
      taken.add(new SafeguardMetric.Taken(0, real.units(), ofReal));
      taken.add(new SafeguardMetric.Taken(Ledger.author(line), others, ofOthers));
    }
    return taken;
  }

  private static double mean(long fixed, long units) {
    return units == 0 ? 0 : (double) fixed / RecipeLine.ONE / units;
  }

  private GenerationFiles files(MeasuredTable trained) {
    List<CountTable> fresh = judged.fresh();
    GenerationFiles files =
        GenerationFiles.ofCounts(
            now().corpora() == null ? null : now().drawn().synthetic().made().table(),
            trained.table(),
            fresh.isEmpty() ? null : one(fresh));
    return now().corpora() != null && !now().drawn().guarded().equals(now().drawn().synthetic())
        ? files.withGuarded(now().drawn().guarded().made().table())
        : files;
  }

  /** The real text that the policy and a refresh took, as one table. */
  private CountTable one(List<CountTable> fresh) {
    return fresh.size() == 1
        ? fresh.get(0)
        : context
            .jobs()
            .merge(
                WeightedSum.of(fresh),
                lineage.folder(now().number()) + "/fresh",
                ScanRequest.NOTHING)
            .table();
  }

  private List<Manifest.Sample> samples() {
    if (now().corpora() == null) {
      return context.showcase().real();
    }
    NgramFamily.Drawn drawn = now().drawn().synthetic();
    List<CountTable> otherReal = RecipeTables.fresh(now().past());
    List<Manifest.Sample> samples =
        context
            .showcase()
            .synthetic(drawn.text().corpus(), drawn.made().table(), otherReal)
            .stream()
            .filter(sample -> sample.unit() < drawn.text().units())
            .toList();
    long[] units = samples.stream().mapToLong(Manifest.Sample::unit).sorted().toArray();
    PooledTraining.Telling ofPool = judged.telling();
    if (ofPool != null) {
      return context.showcase().judged(samples, ofPool.fates(units));
    }
    GatedCorpus telling = now().drawn().guarded().text().telling();
    if (telling == null || !telling.corpus().equals(drawn.text().corpus())) {
      // The gates of a member judge its pool, and these are its own sentences.
      return samples;
    }
    return context.showcase().judged(samples, context.gates().fates(telling, units));
  }

  /** How much each author gives to the training set; a share is a share of the tokens. */
  private List<Ledger.Entry> authors() {
    List<Ledger.Entry> entries = new ArrayList<>();
    for (int i = 0; i < lines().size(); i++) {
      RecipeLine line = recipe().parts().get(i);
      CountTable counts = lines().get(i).counts();
      long tokens =
          counts.unit() == 1
              ? counts.tokens()
              : Math.round((double) counts.tokens() / counts.unit());
      GateJobs.TextAmount real = lines().get(i).real();
      if (real.units() > 0) {
        entries.add(
            new Ledger.Entry(
                0, real.units(), real.tokens(), (double) real.tokens() * line.weight()));
      }
      if (line.units() == real.units() && real.units() > 0) {
        continue;
      }
      long own = tokens - real.tokens();
      entries.add(
          new Ledger.Entry(
              Ledger.author(line),
              line.units() - real.units(),
              own,
              (double) own * line.weight(),
              lines().get(i).writers()));
    }
    return entries;
  }
}
