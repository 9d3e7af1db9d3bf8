package ouroboros.experiment;

/** Binds {@code sampling}: a line a key. */
final class SamplingBinder {
  private static final int LONGEST_SENTENCE = 1_000_000;
  private static final Range AS_FITTED = new Range("1.0", 1, 1, Range.Ends.BOTH);

  private SamplingBinder() {}

  static Sampling bind(Section top) {
    Section section = top.optionalSection("sampling", "{temperature: 1.0}");
    Sampling sampling =
        new Sampling(
            section.optional("temperature", Types.number(AS_FITTED), 1.0),
            section.nullable("max-length", Types.count(1, LONGEST_SENTENCE), null),
            section.optional(
                "backend", Types.choice(Sampling.Backend.class), Sampling.Backend.AUTO),
            section.optional(
                "model", Types.choice(Sampling.ModelPlace.class), Sampling.ModelPlace.AUTO));
    section.close();
    return sampling;
  }
}
