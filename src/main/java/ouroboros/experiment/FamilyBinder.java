package ouroboros.experiment;

/** Binds {@code family}: a line a kind. */
final class FamilyBinder {
  static final String EXAMPLE = "{kind: ngram, order: 3}";

  static final Kinds<FamilySpec> KINDS =
      new Kinds<FamilySpec>("family")
          .kind("ngram", FamilyBinder::ngram)
          .kind("gaussian", TruthBinder::gaussian)
          .kind("gaussian-mixture", MixtureTruthBinder::bind)
          .kind("multinomial-mixture", MixtureBinder::multinomial)
          .kind("lda", MixtureBinder::lda)
          .kind("categorical", TruthBinder::categorical)
          .kind("zipf", TruthBinder::zipf)
          .kind("poisson", TruthBinder::poisson)
          .kind("linear-regression", TruthBinder::linearRegression)
          .kind("kernel-density", TruthBinder::kernelDensity);

  private FamilyBinder() {}

  private static FamilySpec.Ngram ngram(Section section) {
    return new FamilySpec.Ngram(
        section.optional("order", Types.count(1, 6), 3),
        SmoothingBinder.bind(section),
        section.optional(
            "vocabulary",
            Types.choice(FamilySpec.VocabularyKind.class),
            FamilySpec.VocabularyKind.TRAINING));
  }
}
