package ouroboros.experiment;

import ouroboros.model.Covariance;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.safeguard.AlarmAction;
import ouroboros.truth.TruthSpec;

/**
 * The {@code family} section: which kind of model is fitted. This type is the catalogue. A new
 * family is a record here and a line in {@link ouroboros.experiment.config.FamilyBinder}; it works
 * with every policy, except where {@link ouroboros.experiment.config.PolicyChecks} refuses one.
 */
public sealed interface FamilySpec extends AlarmAction.Family {
  /** The unit that is drawn, and that sizes and amounts count. */
  Unit unit();

  /** The name in a file. */
  String kind();

  /**
   * Whether a fit gives the same bits on every machine. Our kernels do; for MLlib this is not
   * promised.
   */
  default boolean isReproducible() {
    return true;
  }

  /** The unit that a family draws. */
  enum Unit {
    /** A sentence of the corpus. */
    SENTENCE,
    /** A document of the corpus. */
    DOCUMENT,
    /** A block of a document's text between blank lines. */
    PARAGRAPH,
    /** A point of a known truth; there is no corpus. */
    POINT;

    /** Its name in messages and tables. */
    public String noun() {
      return Names.of(this);
    }
  }

  /** Models of sentences; a unit is a sentence. */
  sealed interface Sentences extends FamilySpec {
    /** The n-gram model, or that of each component. */
    Ngram each();

    @Override
    default Unit unit() {
      return Unit.SENTENCE;
    }

    @Override
    default String kind() {
      return Names.of(getClass());
    }
  }

  /**
   * An n-gram model.
   *
   * @param order n, 1 .. 6
   * @param smoothing how counts become probabilities
   * @param vocabulary the types over which smoothing spreads its last mass
   */
  record Ngram(int order, Smoothing smoothing, VocabularyKind vocabulary) implements Sentences {
    @Override
    public Ngram each() {
      return this;
    }
  }

  /**
   * One n-gram model per component. The weight of a component is its share of the training set.
   *
   * @param each the model that is fitted to each component
   * @param grouping how real sentences are assigned to components
   */
  record NgramMixture(Ngram each, Grouping grouping) implements Sentences {}

  /**
   * How a real sentence is assigned to a component. A drawn sentence belongs to the component that
   * drew it.
   */
  sealed interface Grouping extends java.io.Serializable {
    /** How the scope of a component begins: {@code stratum=} or {@code component=}. */
    String scope();

    /** The component is the stratum of its document: {@code by: stratum}. */
    record ByStratum() implements Grouping {
      @Override
      public String scope() {
        return "stratum=";
      }
    }

    /**
     * The component is the cluster of its document, among clusters of R: {@code components}.
     *
     * @param count at least 1
     */
    record Components(int count) implements Grouping {
      @Override
      public String scope() {
        return "component=";
      }
    }
  }

  /** Mixtures; a unit is a document, or part of one. */
  sealed interface Documents extends FamilySpec {
    /** Components that a model has, living or dead. */
    int components();

    @Override
    default Unit unit() {
      return Unit.DOCUMENT;
    }

    @Override
    default String kind() {
      return Names.of(getClass());
    }
  }

  /**
   * A mixture of Gaussians fitted to documents or paragraphs as vectors.
   *
   * @param components at least 1
   * @param covariance of each component
   * @param features how a unit becomes a vector
   * @param unit a document or a paragraph
   * @param engine what fits the model
   */
  record GaussianMixture(
      int components, Covariance covariance, Features features, Unit unit, Engine engine)
      implements Documents {
    @Override
    public boolean isReproducible() {
      return engine == Engine.BLOCKED && features.kind() == FeatureKind.TF_IDF;
    }
  }

  /**
   * A mixture of unigrams: each component is a distribution over words, and each document is drawn
   * from one component.
   *
   * @param components at least 1
   */
  record MultinomialMixture(int components) implements Documents {}

  /**
   * Latent Dirichlet allocation: every word of a document is drawn from one of its topics.
   *
   * @param topics at least 1
   * @param rounds rounds of a fit, at least 1; each uses 256 documents
   */
  record Lda(int topics, int rounds) implements Documents {
    @Override
    public int components() {
      return topics;
    }

    @Override
    public boolean isReproducible() {
      return false;
    }
  }

  /**
   * How a document becomes a vector.
   *
   * @param dimension numbers per document, at least 1
   */
  record Features(FeatureKind kind, Reduction reduce, int dimension) {}

  /** The numbers that a document's words give. */
  enum FeatureKind {
    /** Counts times inverse document frequency in R, scaled so that each vector has length 1. */
    TF_IDF,
    /** The mean of its words' vectors, which MLlib's Word2Vec learns from R's sentences. */
    WORD2VEC
  }

  /** How the number of dimensions is reduced. */
  enum Reduction {
    /** The leading right singular vectors of R. */
    SVD,
    /** Not at all: there are few dimensions already. */
    NONE
  }

  /** What fits a Gaussian mixture. */
  enum Engine {
    /** Our kernels, in blocks. They give the same bits everywhere. */
    BLOCKED,
    /**
     * MLlib's Gaussian mixture, on one sorted partition, for comparison. It has full covariances
     * and only whole weights.
     */
    MLLIB
  }

  /**
   * A family whose truth is known.
   *
   * @param truth the family with its truth; in a file each kind of truth is a family of its own
   */
  record Truth(TruthSpec truth) implements FamilySpec {
    @Override
    public Unit unit() {
      return Unit.POINT;
    }

    @Override
    public String kind() {
      return truth.kind();
    }
  }

  /** The set over which smoothing spreads its last mass. */
  enum VocabularyKind {
    /** The types of the training set: a lost word never returns. */
    TRAINING,
    /** The types of R: a lost word can come back. */
    REAL
  }
}
