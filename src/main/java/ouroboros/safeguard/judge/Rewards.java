package ouroboros.safeguard.judge;

/** What sentences are worth. */
public final class Rewards {
  private Rewards() {}

  /** Minus the bits a token under a model: probable sentences are better. */
  public static BestOfChooser.Reward critic(Judge judge) {
    return sentence -> -judge.bitsPerToken(sentence, 0, sentence.length);
  }

  /** The number of tokens: long sentences are better. */
  public static BestOfChooser.Reward length() {
    return sentence -> sentence.length;
  }

  /** Distinct types per token: sentences that do not repeat words are better. */
  public static BestOfChooser.Reward diversity() {
    DistinctTypes types = new DistinctTypes();
    return sentence -> {
      types.add(sentence, 0, sentence.length);
      return types.perToken();
    };
  }
}
