package ouroboros.experiment.config;

import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Type;
import ouroboros.experiment.yaml.Types;

/** Binds {@code family}: one line per kind. */
final class FamilyBinder {
  static final String EXAMPLE = "{kind: ngram, order: 3}";

  static final Kinds<FamilySpec> KINDS =
      new Kinds<FamilySpec>("family")
          .kind("ngram", FamilyBinder::ngram)
          .kind("ngram-mixture", FamilyBinder::ngramMixture)
          .kind("gaussian", TruthBinder::gaussian)
          .kind("gaussian-mixture", MixtureTruthBinder::bind)
          .kind("multinomial-mixture", MixtureBinder::multinomial)
          .kind("lda", MixtureBinder::lda)
          .kind("categorical", TruthBinder::categorical)
          .kind("zipf", TruthBinder::zipf)
          .kind("poisson", TruthBinder::poisson)
          .kind("linear-regression", TruthBinder::linearRegression)
          .kind("kernel-density", TruthBinder::kernelDensity);

  private enum By {
    STRATUM
  }

  private FamilyBinder() {}

  static FamilySpec.Ngram ngram(Section section) {
    return new FamilySpec.Ngram(
        section.optional("order", Types.count(1, 6), 3),
        SmoothingBinder.bind(section),
        section.optional(
            "vocabulary",
            Types.choice(FamilySpec.VocabularyKind.class),
            FamilySpec.VocabularyKind.TRAINING));
  }

  /** The components are given either by their number or by stratum. */
  private static FamilySpec.NgramMixture ngramMixture(Section section) {
    FamilySpec.Ngram each = ngram(section);
    if (section.has("components") == section.has("by")) {
      section.problem(
          "components",
          (section.has("by") ? "given together with by" : "missing")
              + "; it must be a whole number from 1 to "
              + MixtureBinder.MOST_COMPONENTS
              + ", or left out for by: stratum");
    }
    if (section.has("by")) {
      section.take("components");
      section.required("by", Types.choice(By.class));
      return new FamilySpec.NgramMixture(each, new FamilySpec.Grouping.ByStratum());
    }
    section.take("by");
    Type<Integer> count = Types.count(1, MixtureBinder.MOST_COMPONENTS);
    int components = section.has("components") ? section.required("components", count) : 1;
    section.take("components");
    return new FamilySpec.NgramMixture(each, new FamilySpec.Grouping.Components(components));
  }
}
