package ouroboros.experiment;

import org.jspecify.annotations.Nullable;
import ouroboros.truth.TruthSpec;

/** Binds {@code sampling}: a line a key. */
final class SamplingBinder {
  private static final int LONGEST_SENTENCE = 1_000_000;
  private static final Range AS_FITTED = new Range("1.0", 1, 1, Range.Ends.BOTH);

  private SamplingBinder() {}

  /** A temperature besides 1 is for types with a known truth. */
  static Sampling bind(Section top, @Nullable FamilySpec family) {
    Section section = top.optionalSection("sampling", "{temperature: 1.0}");
    Range range = family instanceof FamilySpec.Truth t && hasTypes(t) ? Range.POSITIVE : AS_FITTED;
    double temperature = section.optional("temperature", Types.number(range), 1.0);
    Sampling sampling =
        family instanceof FamilySpec.Truth
            ? new Sampling(temperature, null, Sampling.Backend.AUTO, Sampling.ModelPlace.AUTO)
            : text(section, temperature);
    section.close();
    return sampling;
  }

  private static boolean hasTypes(FamilySpec.Truth family) {
    return family.truth() instanceof TruthSpec.Categorical
        || family.truth() instanceof TruthSpec.Zipf;
  }

  private static Sampling text(Section section, double temperature) {
    return new Sampling(
        temperature,
        section.nullable("max-length", Types.count(1, LONGEST_SENTENCE), null),
        section.optional("backend", Types.choice(Sampling.Backend.class), Sampling.Backend.AUTO),
        section.optional(
            "model", Types.choice(Sampling.ModelPlace.class), Sampling.ModelPlace.AUTO));
  }
}
