package ouroboros.experiment.config;

import java.util.List;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Types;
import ouroboros.model.Covariance;

/** Binds the mixtures that are fitted to documents: one method per kind. */
final class MixtureBinder {
  static final int MOST_COMPONENTS = 1000;
  private static final int MOST_COORDINATES = 512;
  private static final List<FamilySpec.Unit> UNITS =
      List.of(FamilySpec.Unit.DOCUMENT, FamilySpec.Unit.PARAGRAPH);
  private static final int MOST_ROUNDS = 10_000;

  private MixtureBinder() {}

  /** {@code gaussian-mixture} without {@code truth}. */
  static FamilySpec gaussian(Section section) {
    int components = section.required("components", Types.count(1, MOST_COMPONENTS));
    Covariance covariance =
        section.optional("covariance", Types.choice(Covariance.class), Covariance.FULL);
    FamilySpec.Features features = features(section);
    FamilySpec.Unit unit = section.optional("unit", Types.choice(UNITS), FamilySpec.Unit.DOCUMENT);
    FamilySpec.Engine engine =
        section.optional(
            "engine", Types.choice(FamilySpec.Engine.class), FamilySpec.Engine.BLOCKED);
    if (engine == FamilySpec.Engine.MLLIB && covariance != Covariance.FULL) {
      section.problem(
          "engine", "mllib fits full covariances only; covariance must be full, or engine blocked");
    }
    return new FamilySpec.GaussianMixture(components, covariance, features, unit, engine);
  }

  /** {@code multinomial-mixture}. */
  static FamilySpec multinomial(Section section) {
    return new FamilySpec.MultinomialMixture(
        section.required("components", Types.count(1, MOST_COMPONENTS)));
  }

  /** {@code lda}. */
  static FamilySpec lda(Section section) {
    return new FamilySpec.Lda(
        section.required("topics", Types.count(1, MOST_COMPONENTS)),
        section.optional("rounds", Types.count(1, MOST_ROUNDS), 20));
  }

  private static FamilySpec.Features features(Section family) {
    Section section =
        family.optionalSection("features", "{kind: tf-idf, reduce: svd, dimension: 32}");
    FamilySpec.FeatureKind kind =
        section.optional(
            "kind", Types.choice(FamilySpec.FeatureKind.class), FamilySpec.FeatureKind.TF_IDF);
    FamilySpec.Reduction own =
        kind == FamilySpec.FeatureKind.TF_IDF
            ? FamilySpec.Reduction.SVD
            : FamilySpec.Reduction.NONE;
    FamilySpec.Reduction reduce =
        section.optional("reduce", Types.choice(FamilySpec.Reduction.class), own);
    if (reduce != own) {
      section.problem(
          "reduce",
          kind == FamilySpec.FeatureKind.TF_IDF
              ? "tf-idf has a number for each word of R, too many for a covariance; it must be svd,"
                  + " or left out"
              : "word2vec learns as few numbers as dimension says; it must be none, or left out");
    }
    FamilySpec.Features features =
        new FamilySpec.Features(
            kind, own, section.optional("dimension", Types.count(1, MOST_COORDINATES), 32));
    section.close();
    return features;
  }
}
