package ouroboros.spark.judge;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import ouroboros.ngram.sampling.TokenProbabilities;
import ouroboros.safeguard.judge.Judge;
import ouroboros.safeguard.judge.MixedJudge;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.draw.DrawTask;
import ouroboros.spark.draw.MemberCorpus;
import ouroboros.spark.draw.MixedCorpus;
import ouroboros.spark.draw.ModelRef;
import ouroboros.spark.draw.Models;
import ouroboros.spark.draw.PlantedCorpus;
import ouroboros.spark.draw.SyntheticCorpus;

/**
 * M_{g-1}, the model that draws a synthetic corpus, as one that scores sentences. The way in which
 * tokens are chosen (temperature, top-k) is no part of it. A word that it does not know is {@code
 * <unk>}; without smoothing, this has probability 0. The pool of a member of an ecosystem has the
 * mixture of its authors' models, weighted by their shares of the pool.
 *
 * @param components of the model, with their units
 */
record MachineModel(List<Component> components) implements Serializable {
  /**
   * A component.
   *
   * @param units of the training set
   */
  record Component(ModelRef model, double units) implements Serializable {}

  static MachineModel of(SyntheticCorpus corpus) {
    if (corpus instanceof PlantedCorpus planted) {
      return of(planted.drawn());
    }
    if (corpus instanceof DrawTask.Corpus one) {
      return new MachineModel(List.of(new Component(one.model(), 1)));
    }
    List<Component> components = new ArrayList<>();
    if (corpus instanceof MemberCorpus pool) {
      List<Double> shares = pool.pool().shares();
      for (int j = 0; j < shares.size(); j++) {
        if (shares.get(j) > 0) {
          MachineModel author = of(pool.authors().get(j));
          double sum = author.components.stream().mapToDouble(Component::units).sum();
          for (Component each : author.components) {
            components.add(new Component(each.model(), shares.get(j) * each.units() / sum));
          }
        }
      }
      return new MachineModel(List.copyOf(components));
    }
    long before = 0;
    for (MixedCorpus.Component each : ((MixedCorpus) corpus).living()) {
      components.add(new Component(each.corpus().model(), each.upTo() - before));
      before = each.upTo();
    }
    return new MachineModel(List.copyOf(components));
  }

  /** A judge by this model. */
  MixedJudge judge(Storage storage) {
    double sum = components.stream().mapToDouble(Component::units).sum();
    double[] weights = components.stream().mapToDouble(each -> each.units() / sum).toArray();
    return new MixedJudge(
        weights, components.stream().map(each -> judge(storage, each.model())).toList());
  }

  private static Judge judge(Storage storage, ModelRef ref) {
    TokenProbabilities table =
        CompiledTables.of(ref, () -> TokenProbabilities.of(Models.of(storage, ref)));
    return new Judge(table, Integer.MAX_VALUE);
  }
}
