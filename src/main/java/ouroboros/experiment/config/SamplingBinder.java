package ouroboros.experiment.config;

import org.jspecify.annotations.Nullable;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Sampling;
import ouroboros.experiment.yaml.Range;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Types;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.safeguard.AlarmAction;
import ouroboros.truth.TruthSpec;

/** Binds {@code sampling}: one line per key. */
final class SamplingBinder {
  private static final String KEY = "sampling";
  private static final String EXAMPLE = "{temperature: 1.0}";
  private static final int LONGEST_SENTENCE = 1_000_000;
  private static final int MOST_WORDS = 1_000_000_000;
  private static final Range AS_FITTED = new Range("1.0", 1, 1, Range.Ends.BOTH);
  private static final Range TEMPERATURE =
      new Range("a number in [0.01, 100]", 0.01, 100, Range.Ends.BOTH);
  static final Range PENALTY = new Range("a number in [1, 1e6]", 1, 1e6, Range.Ends.BOTH);
  static final Range BITS = new Range("a number of bits in [0, 64]", 0, 64, Range.Ends.BOTH);
  static final String REPETITION_PENALTY = "repetition-penalty";
  static final String ENTROPY_FLOOR = "entropy-floor";

  private SamplingBinder() {}

  /**
   * Binds the section. Where the truth is known, units are points: there only the backend can be
   * set, and for families of types the temperature.
   */
  static Sampling bind(Section top, @Nullable FamilySpec family) {
    Section section = top.optionalSection(KEY, EXAMPLE);
    int before = section.problemsSoFar();
    Sampling sampling =
        family instanceof FamilySpec.Truth truth ? points(section, truth) : text(section);
    if (sampling.decoding().hasFloor() && section.problemsSoFar() == before) {
      DrawingBinder.checkFloor(section, ENTROPY_FLOOR, sampling.decoding(), family);
    }
    if (family instanceof FamilySpec.Documents && !sampling.isFaithful()) {
      top.problem(
          "sampling",
          "documents of mixtures are drawn from the model as it is fitted; leave it out");
    }
    section.close();
    return sampling;
  }

  /** The sampling that an alarm sets, which must be given. */
  static AlarmAction.Set set(Section action) {
    Section section = action.section(KEY, EXAMPLE);
    if (section == null) {
      return new AlarmAction.Set(Decoding.temperature(1), null);
    }
    AlarmAction.Set set =
        new AlarmAction.Set(
            decoding(section),
            section.nullable("max-length", Types.count(1, LONGEST_SENTENCE), null));
    section.close();
    return set;
  }

  private static Sampling points(Section section, FamilySpec.Truth family) {
    Range range = hasTypes(family) ? Range.POSITIVE : AS_FITTED;
    double temperature = section.optional("temperature", Types.number(range), 1.0);
    Sampling.Backend backend =
        section.optional("backend", Types.choice(Sampling.Backend.class), Sampling.Backend.AUTO);
    if (backend == Sampling.Backend.AUTO) {
      // The experiment is then the same as one without the key.
      section.resolved().remove("backend");
    }
    return new Sampling(Decoding.temperature(temperature), null, backend, Sampling.ModelPlace.AUTO);
  }

  private static boolean hasTypes(FamilySpec.Truth family) {
    return family.truth() instanceof TruthSpec.Categorical
        || family.truth() instanceof TruthSpec.Zipf;
  }

  private static Sampling text(Section section) {
    return new Sampling(
        decoding(section),
        section.nullable("max-length", Types.count(1, LONGEST_SENTENCE), null),
        section.optional("backend", Types.choice(Sampling.Backend.class), Sampling.Backend.AUTO),
        section.optional(
            "model", Types.choice(Sampling.ModelPlace.class), Sampling.ModelPlace.AUTO));
  }

  private static Decoding decoding(Section section) {
    double temperature = section.optional("temperature", Types.number(TEMPERATURE), 1.0);
    Integer topK = section.nullable("top-k", Types.count(1, MOST_WORDS), null);
    double topP = section.optional("top-p", Types.number(Range.SOME), 1.0);
    double penalty = section.optional(REPETITION_PENALTY, Types.number(PENALTY), 1.0);
    double floor = section.optional(ENTROPY_FLOOR, Types.number(BITS), 0.0);
    if (floor == 0) {
      // The experiment is then the same as one without the key.
      section.resolved().remove(ENTROPY_FLOOR);
    }
    return new Decoding(penalty, temperature, topK == null ? 0 : topK, topP, floor);
  }
}
