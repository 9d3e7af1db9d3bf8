package ouroboros.metric.count;

/** The condition under which a count metric is defined. */
public enum Needs {
  NOTHING("never"),
  WHOLE_COUNTS("fractional weights"),
  WHOLE_SUBJECT("the subject has no n-gram, or fractional weights"),
  CUT("no word is as frequent as the cut, or fractional weights"),
  REAL("R has no n-gram"),
  SUBJECT("the subject has no n-gram"),
  BOTH("R or the subject has no n-gram"),
  NOVELTY("the subject has no n-gram, or novelty was not counted"),
  TEST_NOVELTY("the subject or test has no n-gram, or novelty was not counted");

  private final String undefined;

  Needs(String undefined) {
    this.undefined = undefined;
  }

  /** When there is no row. */
  public String undefined() {
    return undefined;
  }

  /** Whether the value depends on R. */
  public boolean real() {
    return this == REAL || this == BOTH || this == NOVELTY || this == TEST_NOVELTY;
  }

  public boolean met(CountState s) {
    return switch (this) {
      case NOTHING -> true;
      case WHOLE_COUNTS -> s.unit() == 1;
      case WHOLE_SUBJECT -> WHOLE_COUNTS.met(s) && s.hasSubject();
      case CUT -> WHOLE_SUBJECT.met(s) && s.zipfCut().isPresent();
      case REAL -> s.hasReal();
      case SUBJECT -> s.hasSubject();
      case BOTH -> s.hasReal() && s.hasSubject();
      case NOVELTY -> s.hasSubject() && s.novelTokens().isPresent();
      case TEST_NOVELTY -> NOVELTY.met(s) && s.testNovelShare().isPresent();
    };
  }
}
