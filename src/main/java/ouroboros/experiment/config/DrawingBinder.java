package ouroboros.experiment.config;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Names;
import ouroboros.experiment.Sampling;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Range;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Shown;
import ouroboros.experiment.yaml.Type;
import ouroboros.experiment.yaml.Types;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.Policy;
import ouroboros.safeguard.AlarmAction;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;
import ouroboros.text.CorpusSpec;
import ouroboros.text.NearestName;

/** Binds and checks the safeguards that change how a model draws: one method per kind. */
final class DrawingBinder {
  private static final String KEY = "safeguards";
  private static final String KIND = "kind";

  /** n-grams have at most six tokens, and one of them is the next one. */
  private static final int MOST_MATCH = 5;

  private static final Type<Safeguard.Store> STORE = stores();

  private DrawingBinder() {}

  static Safeguard diversity(Section section) {
    double floor =
        section.optional(SamplingBinder.ENTROPY_FLOOR, Types.number(SamplingBinder.BITS), 0.0);
    return new Safeguard.Diversity(
        section.optional(
            SamplingBinder.REPETITION_PENALTY, Types.number(SamplingBinder.PENALTY), 1.0),
        floor);
  }

  static Safeguard retrieval(Section section) {
    return new Safeguard.Retrieval(
        section.required("rate", Types.number(Range.SHARE)),
        section.required("store", STORE),
        section.optional("match", Types.count(1, MOST_MATCH), MOST_MATCH));
  }

  /** As the contract writes them: the name of R is a capital letter. */
  private static Type<Safeguard.Store> stores() {
    Map<String, Safeguard.Store> byName = new LinkedHashMap<>();
    byName.put("guard", Safeguard.Store.GUARD);
    byName.put("R", Safeguard.Store.R);
    byName.put("pool", Safeguard.Store.POOL);
    return new Type<>(
        "one of " + String.join(", ", byName.keySet()),
        node -> {
          if (!(node instanceof Node.Scalar s) || s.type() != Node.Type.TEXT) {
            return Type.Reading.refused(Type.described(node));
          }
          Safeguard.Store store = byName.get(s.text());
          String nearest = NearestName.of(s.text(), byName.keySet());
          return store != null
              ? Type.Reading.of(store)
              : new Type.Reading<>(
                  null,
                  Shown.text(s.text()) + " is unknown",
                  nearest == null ? "" : "; nearest: " + nearest);
        },
        Safeguard.Store.GUARD,
        store ->
            TextNode.valueOf(
                byName.entrySet().stream()
                    .filter(entry -> entry.getValue() == store)
                    .findFirst()
                    .orElseThrow()
                    .getKey()));
  }

  /**
   * Refuses what the family cannot have, and a second one of a kind.
   *
   * @param before those that stand before it in the list
   */
  static void check(
      Section section,
      Safeguard.Drawing drawing,
      List<Safeguard.Drawing> before,
      @Nullable FamilySpec family) {
    if (before.stream().anyMatch(other -> other.getClass() == drawing.getClass())) {
      section.problem(KIND, drawing.kind() + " is given twice; give one with all its keys");
    }
    if (family != null && !(family instanceof FamilySpec.Sentences)) {
      section.problem(
          KIND, drawing.kind() + " is not available" + SafeguardsBinder.needsSentences(family));
    } else if (family instanceof FamilySpec.NgramMixture
        && !(drawing instanceof Safeguard.Diversity)) {
      section.problem(
          KIND,
          drawing.kind()
              + " is not available for family ngram-mixture, which is a mixture of models itself;"
              + " it needs family ngram");
    } else if (drawing instanceof Safeguard.Diversity diversity && diversity.entropyFloor() > 0) {
      Decoding floor = new Decoding(1, 1, 0, 1, diversity.entropyFloor());
      checkFloor(section, SamplingBinder.ENTROPY_FLOOR, floor, family);
    }
  }

  /** Refuses a floor for the entropy where the model or other controls leave no room for one. */
  static void checkFloor(
      Section section, String key, Decoding decoding, @Nullable FamilySpec family) {
    if (family instanceof FamilySpec.Sentences sentences
        && !(sentences.each().smoothing() instanceof Smoothing.None)) {
      section.problem(
          key,
          "with smoothing "
              + Names.of(sentences.each().smoothing().getClass())
              + " every type follows every context, so no context has too few successors;"
              + " family.smoothing must be none");
    }
    if (decoding.temperature() != 1 || decoding.topK() > 0 || decoding.topP() < 1) {
      section.problem(
          key,
          "sets the temperature of every context; leave temperature, top-k and top-p of sampling"
              + " out, or the floor");
    }
  }

  /** Refuses safeguards that do not agree with {@code sampling}. */
  static void check(
      Section top,
      Sampling sampling,
      SafeguardList safeguards,
      @Nullable Policy policy,
      CorpusSpec corpus) {
    boolean together =
        safeguards.drawing(Safeguard.Ensemble.class).isPresent()
            || safeguards.drawing(Safeguard.Retrieval.class).isPresent();
    if (together && sampling.model() == Sampling.ModelPlace.SHARDED) {
      top.problem(
          KEY,
          "each token can depend on all models of an ensemble and on the whole store, so models"
              + " must be whole; sampling.model must be auto or broadcast");
    }
    safeguards
        .drawing(Safeguard.Ensemble.class)
        .ifPresent(ensemble -> EnsembleBinder.check(top, ensemble, sampling, safeguards, policy));
    safeguards
        .drawing(Safeguard.Retrieval.class)
        .filter(retrieval -> retrieval.store() == Safeguard.Store.GUARD)
        .filter(retrieval -> !(corpus.split().guard() > 0))
        .ifPresent(
            retrieval ->
                top.problem(
                    KEY,
                    "retrieval takes tokens from guard, but corpus.split.guard is 0; it must be"
                        + " above 0"));
    switches(top, sampling, safeguards, policy);
    boolean refreshes =
        safeguards.alarms().stream()
            .anyMatch(alarm -> alarm.action() instanceof AlarmAction.Refresh);
    if (refreshes && !(corpus.split().reserve() > 0)) {
      top.problem(
          KEY,
          "refresh takes real text from the reserve, but corpus.split.reserve is 0; it must be above"
              + " 0");
    }
    safeguards
        .drawing(Safeguard.Diversity.class)
        .ifPresent(diversity -> agree(top, diversity, sampling.decoding(), safeguards));
    Decoding decoding = sampling.decoding(safeguards);
    if (decoding.hasFloor()
        && decoding.penalises()
        && sampling.model() == Sampling.ModelPlace.SHARDED) {
      top.problem(
          KEY,
          "a penalty and an entropy-floor together are drawn from whole models; sampling.model"
              + " must be auto or broadcast");
    }
  }

  /** Refuses a switch to a family that does not agree with what stays. */
  private static void switches(
      Section top, Sampling sampling, SafeguardList safeguards, @Nullable Policy policy) {
    for (AlarmAction.Family family : safeguards.switches()) {
      if (!(family instanceof FamilySpec.Ngram ngram)) {
        continue;
      }
      String name = Names.of(ngram.smoothing().getClass());
      String weighing = PolicyChecks.weighing(policy, safeguards);
      if (ngram.smoothing().needsCountsOfCounts() && weighing != null) {
        top.problem(
            KEY,
            "switch to smoothing "
                + name
                + " needs counts of whole counts, but "
                + weighing
                + " weights them; it must be one of "
                + String.join(", ", PolicyChecks.forWeights()));
      }
      if (sampling.decoding(safeguards).hasFloor()
          && !(ngram.smoothing() instanceof Smoothing.None)) {
        top.problem(KEY, "an entropy-floor needs smoothing none, but switch has " + name);
      }
      if (safeguards
          .drawing(Safeguard.Ensemble.class)
          .filter(ensemble -> !ensemble.members().isEmpty())
          .isPresent()) {
        top.problem(
            KEY,
            "switch changes the family, but the members of an ensemble draw, not the family; leave"
                + " one of them out");
      }
    }
  }

  private static void agree(
      Section top, Safeguard.Diversity diversity, Decoding sampling, SafeguardList safeguards) {
    agree(top, diversity, sampling);
    for (Safeguard.Alarm alarm : safeguards.alarms()) {
      if (alarm.action() instanceof AlarmAction.Set set) {
        agree(top, diversity, set.decoding());
      }
    }
  }

  private static void agree(Section top, Safeguard.Diversity diversity, Decoding decoding) {
    if (diversity.repetitionPenalty() != 1 && decoding.penalises()) {
      both(top, SamplingBinder.REPETITION_PENALTY);
    }
    if (diversity.entropyFloor() > 0 && decoding.hasFloor()) {
      both(top, SamplingBinder.ENTROPY_FLOOR);
    } else if (diversity.entropyFloor() > 0) {
      checkFloor(top, KEY, decoding, null);
    }
  }

  private static void both(Section top, String key) {
    top.problem(KEY, key + " is given in diversity and in sampling; give it in one of them");
  }
}
