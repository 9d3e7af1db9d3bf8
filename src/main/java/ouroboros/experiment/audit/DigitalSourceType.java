package ouroboros.experiment.audit;

import ouroboros.experiment.store.Manifest;

/**
 * Who wrote a text, in the vocabulary that C2PA and the EU's code of practice use: the digital
 * source types of the IPTC (cv.iptc.org/newscodes/digitalsourcetype).
 */
public enum DigitalSourceType {
  /** People, as far as is known. */
  DIGITAL_CREATION("people", "digitalCreation"),
  /** A model that was fitted to text. */
  TRAINED_ALGORITHMIC_MEDIA("model", "trainedAlgorithmicMedia"),
  /** People and a model. */
  COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA(
      "people and model", "compositeWithTrainedAlgorithmicMedia");

  private static final String VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/";

  private final String origin;
  private final String code;

  DigitalSourceType(String origin, String code) {
    this.origin = origin;
    this.code = code;
  }

  /** The type of a unit of S_g; g = 0: of R. */
  public static DigitalSourceType ofGeneration(int generation) {
    return generation == 0 ? DIGITAL_CREATION : TRAINED_ALGORITHMIC_MEDIA;
  }

  /** The type of a training set. */
  public static DigitalSourceType of(Manifest sealed) {
    boolean people = sealed.record().ledger().stream().anyMatch(share -> share.author() == 0);
    boolean model = sealed.record().ledger().stream().anyMatch(share -> share.author() > 0);
    return people && model
        ? COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA
        : model ? TRAINED_ALGORITHMIC_MEDIA : DIGITAL_CREATION;
  }

  /** The author in one word. */
  public String origin() {
    return origin;
  }

  /** The identifier of the type. */
  public String uri() {
    return VOCABULARY + code;
  }
}
