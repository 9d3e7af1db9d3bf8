package ouroboros.experiment;

import ouroboros.ngram.Smoothing;
import ouroboros.truth.TruthSpec;

/**
 * The {@code family} section: which kind of model is fitted. This type is the catalogue. A new
 * family is a record here, a line in {@link FamilyBinder}, and, where it cannot do every policy, a
 * line in {@link Capabilities}.
 */
public sealed interface FamilySpec {
  /** Where the data of generation 0 come from. */
  Data data();

  /** The name in a file. */
  String kind();

  /** Where the data of generation 0 come from. */
  enum Data {
    /** From the {@code corpus} section. */
    CORPUS,
    /** From a known truth; there is no corpus. */
    TRUTH
  }

  /**
   * An n-gram model.
   *
   * @param order n, 1 .. 6
   * @param smoothing how counts become probabilities
   * @param vocabulary over which types smoothing spreads its last mass
   */
  record Ngram(int order, Smoothing smoothing, VocabularyKind vocabulary) implements FamilySpec {
    @Override
    public Data data() {
      return Data.CORPUS;
    }

    @Override
    public String kind() {
      return Names.of(Ngram.class);
    }
  }

  /**
   * A family whose truth is known.
   *
   * @param truth the family with its truth; its kinds are families of their own in a file
   */
  record Truth(TruthSpec truth) implements FamilySpec {
    @Override
    public Data data() {
      return Data.TRUTH;
    }

    @Override
    public String kind() {
      return truth.kind();
    }
  }

  /** The set over which smoothing spreads its last mass. */
  enum VocabularyKind {
    /** The training set's types: a lost word never returns. */
    TRAINING,
    /** R's types: a lost word can come back. */
    REAL
  }
}
