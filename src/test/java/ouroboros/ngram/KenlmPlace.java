package ouroboros.ngram;

/** Stands where the gold files of KenLM lie. */
public final class KenlmPlace {
  private KenlmPlace() {}
}
