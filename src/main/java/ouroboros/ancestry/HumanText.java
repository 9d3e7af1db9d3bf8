package ouroboros.ancestry;

/**
 * A part of the human text whose descendants are asked for.
 *
 * @param source {@link Place#REAL} or {@link Place#RESERVE} for a document; any for a stratum
 * @param document number of the document within its source; -1 for a stratum
 * @param stratum the name of a stratum; empty for a document
 */
public record HumanText(int source, int document, String stratum) {
  private static final String DOCUMENT = "document=";
  private static final String STRATUM = "stratum=";
  private static final String RESERVE = "reserve/";

  /**
   * Reads {@code stratum=NAME}, {@code document=N} (of R) or {@code document=reserve/N}.
   *
   * @throws IllegalArgumentException if it is none of them, with a message for people
   */
  public static HumanText parse(String text) {
    if (text.startsWith(STRATUM) && text.length() > STRATUM.length()) {
      return new HumanText(Place.REAL, -1, text.substring(STRATUM.length()));
    }
    if (text.startsWith(DOCUMENT)) {
      String number = text.substring(DOCUMENT.length());
      boolean isReserve = number.startsWith(RESERVE);
      String digits = isReserve ? number.substring(RESERVE.length()) : number;
      if (digits.matches("\\d{1,9}")) {
        return new HumanText(isReserve ? Place.RESERVE : Place.REAL, Integer.parseInt(digits), "");
      }
    }
    throw new IllegalArgumentException(
        "write stratum=NAME, document=N for a document of R, or document=reserve/N");
  }

  /** Whether it is a stratum. */
  public boolean isStratum() {
    return document < 0;
  }

  /** Whether a human token is in it. */
  public boolean contains(Place human, HumanSentence sentence) {
    return isStratum()
        ? sentence.stratum().equals(stratum)
        : human.source() == source && sentence.document() == document;
  }

  /** Whether a row of {@code trace.csv} names a human ancestor in it. */
  public boolean contains(String humanSource, String ofDocument, String ofStratum) {
    return isStratum()
        ? !humanSource.isEmpty() && ofStratum.equals(stratum)
        : humanSource.equals(Place.sourceName(source))
            && ofDocument.equals(String.valueOf(document));
  }

  @Override
  public String toString() {
    return isStratum()
        ? "stratum " + stratum
        : "document " + document + " of " + Place.sourceName(source);
  }
}
