package ouroboros.experiment;

/** Which sealed states are kept. */
public enum Keep {
  ALL,
  /** What the policy and a resume need. */
  NEEDED,
  LAST
}
