package ouroboros.ngram;

/** The class through which tests load the gold files of KenLM, which are in its folder. */
public final class KenlmPlace {
  private KenlmPlace() {}
}
